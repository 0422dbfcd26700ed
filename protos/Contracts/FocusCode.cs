namespace Mastery.Contracts;

/// <summary>The code of a focus, as people know it, by its resource name.</summary>
public static class FocusCode
{
    /// <summary>The id of the one focus of a project without lettered foci.</summary>
    public const string Whole = "whole";

    /// <summary><c>NCP24-14b</c> for <c>projects/NCP24-14/foci/b</c>, and <c>NCP24-12</c> for
    /// <c>projects/NCP24-12/foci/whole</c>.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Split('/') switch
        {
            [_, var project, _, Whole] => project,
            [_, var project, _, var letter] => project + letter,
            _ => "",
        };
    }
}
