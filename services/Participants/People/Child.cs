namespace Mastery.Participants;

/// <summary>A kind of resource that refers to the one to delete, with the name of an example.</summary>
sealed record Child
{
    public required string Kind { get; init; }

    public required string Example { get; init; }

    /// <summary>Refuses the deletion of <paramref name="name"/> while there is any.</summary>
    public static void RequireNone(string name, IReadOnlyList<Child> children, string remedy)
    {
        if (children.Count > 0)
        {
            throw Refusals.HasChildren(name, [.. children.Select(child => (child.Kind, child.Example))], remedy);
        }
    }
}
