using System.Globalization;
using System.Text;

namespace Mastery.Cli.Journey;

/// <summary>
/// The journey's GIAS files: fictional schools, in Windows-1252 and CRLF as GIAS writes them. URNs from 995000 on are
/// used by no school in England; each run takes the next ten, so that every run goes through every step again.
/// </summary>
sealed class JourneyFiles(int firstUrn)
{
    const int First = 995000;
    const int Last = 999990;
    const int Each = 10;

    /// <summary>The school that closed.</summary>
    public string Predecessor => $"schools/{firstUrn}";

    /// <summary>The academy that took it over.</summary>
    public string Academy => $"schools/{firstUrn + 1}";

    /// <summary>The school that never took part.</summary>
    public string Newcomer => $"schools/{firstUrn + 2}";

    /// <summary>Which run it is, from 1.</summary>
    public int Run => ((firstUrn - First) / Each) + 1;

    /// <summary>The schools.</summary>
    public Stream Schools() => Read("schools.csv");

    /// <summary>The succession links.</summary>
    public Stream Links() => Read("links.csv");

    /// <summary>The files of the run after the one that took the highest URN of the directory.</summary>
    public static JourneyFiles After(string highestUrn)
    {
        var highest = int.TryParse(highestUrn, CultureInfo.InvariantCulture, out var urn) ? urn : 0;
        var first = highest < First ? First : ((highest / Each) + 1) * Each;
        return first <= Last
            ? new(first)
            : throw new JourneyException(
                "every run has used up ten fictional URNs and none are left: start the local suite with --fresh");
    }

    MemoryStream Read(string file)
    {
        using var resource = typeof(JourneyFiles).Assembly.GetManifestResourceStream($"Mastery.Cli.Journey.{file}")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        var text = reader.ReadToEnd().ReplaceLineEndings("\r\n")
            .Replace($"{First / Each}", $"{firstUrn / Each}", StringComparison.Ordinal);
        return new(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text));
    }
}
