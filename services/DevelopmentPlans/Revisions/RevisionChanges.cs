namespace Mastery.DevelopmentPlans;

/// <summary>What a revision changed, in sentences.</summary>
static class RevisionChanges
{
    const string Begins = "The plan was begun.";
    const string Gone = "The plan went to another hub with its department.";
    const string KeptFromHere = "The plan as it was when revisions began to be kept.";

    /// <param name="changed">The rows that the revision made, each with what was before.</param>
    /// <param name="revision">Its number.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<KeptPart> changed, long revision)
    {
        var begins = changed.Any(part => part is { Collection: PartVersion.Plans, Before: null });
        if (begins && revision > 1)
        {
            return [changed.Any(part => part.Part is V1.Plan { MovedTo.Length: > 0 }) ? Gone : KeptFromHere];
        }

        var titles = new PartTitles(changed.SelectMany(part => new[] { part.Part, part.Former }));
        return
        [
            .. begins ? [Begins] : Array.Empty<string>(),
            .. changed.Where(part => !(begins && part.Collection == PartVersion.Plans))
                .Select(part => PartDifferences.Of(part.Name, part.Former, part.Part, titles))
                .OfType<V1.PartDifference>().Select(difference => difference.Message),
        ];
    }
}
