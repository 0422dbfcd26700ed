namespace Mastery.ServiceDefaults;

/// <summary>How many entries the <see cref="SecurityLog"/> writes in a minute: few of each source, so that none hides
/// the others, and of all sources together so many that nobody fills a disk.</summary>
sealed class SecurityQuota
{
    /// <summary>How many entries a source has of an event.</summary>
    public const int PerSource = 10;

    /// <summary>How many entries an event has.</summary>
    public const int PerEvent = 500;

    /// <summary>In how long.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    readonly Lock _lock = new();
    // It holds no more sources than entries.
    readonly Dictionary<(string Event, string Source), int> _sources = [];
    readonly Dictionary<string, (int Written, int LeftOut)> _events = [];

    /// <summary>Whether the event is written.</summary>
    public bool Takes(string name, string source)
    {
        lock (_lock)
        {
            var (written, leftOut) = _events.GetValueOrDefault(name);
            var ofSource = _sources.GetValueOrDefault((name, source));
            var takes = written < PerEvent && ofSource < PerSource;
            _events[name] = takes ? (written + 1, leftOut) : (written, leftOut + 1);
            if (takes)
            {
                _sources[(name, source)] = ofSource + 1;
            }

            return takes;
        }
    }

    /// <summary>Begins the next minute.</summary>
    /// <returns>What the last one left out.</returns>
    public IReadOnlyList<(string Event, int Count)> Turn()
    {
        lock (_lock)
        {
            List<(string, int)> left =
            [
                .. _events.Where(entry => entry.Value.LeftOut > 0).Select(entry => (entry.Key, entry.Value.LeftOut)),
            ];
            _events.Clear();
            _sources.Clear();
            return left;
        }
    }
}
