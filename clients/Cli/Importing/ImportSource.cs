namespace Mastery.Cli.Importing;

/// <summary>How an import is to be made.</summary>
/// <param name="Path">The file.</param>
/// <param name="ValidateOnly">Whether to say only what would be done.</param>
/// <param name="Rejects">Where to write rejected rows; beside the file when null.</param>
/// <param name="ExtractDate">The day of the extract as given; null to find it in the file's name and rows.</param>
/// <param name="Complete">Whether the file is the whole extract, as given; null to find it by the file's name.</param>
public sealed record ImportSource(
    string Path, bool ValidateOnly, string? Rejects = null, string? ExtractDate = null, bool? Complete = null);
