using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mastery.Cli.Lists;
using Mastery.Common.V1;

namespace Mastery.Cli.Connector;

/// <summary>Reads the configuration of a connector, and says at once all that is wrong with it.</summary>
static class Configuration
{
    const string ScheduleHint =
        """write { "at": "00:30", "timeZone": "Europe/London" } or { "every": "01:00:00" }""";

    static readonly JsonDocumentOptions Json = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static ConnectorSettings Read(string path, TimeProvider time)
    {
        List<string> problems = [];
        var root = new ConfigSection(Parse(path), "", Path.GetDirectoryName(Path.GetFullPath(path))!, problems);
        var isScheduled = root.Has("schedule");
        var schedule = ReadSchedule(root.Section("schedule", ScheduleHint), isScheduled);
        var settings = new ConnectorSettings
        {
            Source = root.Text("source", "write trusts/UID or schools/URN", true, "(trusts|schools)/[0-9]{1,6}"),
            System = root.Text("system", "write the MIS in small letters, digits and hyphens, always the same: arbor",
                true, "[a-z0-9][a-z0-9-]{0,39}"),
            From = new OriginReader(root.Section("from", OriginReader.Hint), time).Read(),
            Schedule = schedule,
            FullEvery = TimeSpan.FromDays(root.Number("fullEveryDays", 1, 366) ?? 7),
            Guard = root.Number("guard", 0, 100),
            Subject = ReadSubject(root),
            Apply = root.Flag("apply"),
            StateFolder = root.FilePath("stateFolder", "write a folder that only this connector uses", true) ?? "",
            Reports = ReadReports(root.Section("reports")),
            Health = root.Address("health", "write an address to listen on: http://127.0.0.1:8095"),
            MaxAge = root.Number("maxAgeHours", 1, 10_000) is { } hours ? TimeSpan.FromHours(hours)
                : (schedule.Period * 2) + TimeSpan.FromHours(1),
            Suite = root.Has("suite") ? ReadSuite(root.Section("suite")) : null,
        };
        root.End();
        return problems.Count == 0 ? settings : throw new ConfigurationException(problems);
    }

    static JsonObject Parse(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: Json) as JsonObject
                ?? throw new ConfigurationException([$"{name}: write {{ … }}"]);
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException([exception.LineNumber is { } line
                ? $"{name}: line {line + 1} is not valid JSON" : $"{name}: a setting stands in it twice"]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([$"{path} cannot be read: {exception.Message}"]);
        }
    }

    static Schedule ReadSchedule(ConfigSection section, bool isThere)
    {
        var every = section.Parsed("every", null, "write hours:minutes:seconds, one minute at least: 01:00:00",
            text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time)
                && time >= TimeSpan.FromMinutes(1) && time < TimeSpan.FromDays(100) ? time : (TimeSpan?)null);
        var at = section.Parsed("at", null, "write a time of day: 00:30",
            text => TimeOnly.TryParseExact(
                text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? time : (TimeOnly?)null);
        var zone = section.Parsed("timeZone", null, "write a time zone of IANA: Europe/London",
            text => TimeZoneInfo.TryFindSystemTimeZoneById(text, out var found) ? found : null);
        section.End();
        if (isThere && section.Has("every") == section.Has("at"))
        {
            section.Wrong(section.Has("at") ? "every" : "at", $"one of the two; {ScheduleHint}");
        }

        return new(every, at ?? default, zone ?? Schedule.England);
    }

    static Subject ReadSubject(ConfigSection root) => root.Parsed("subject", null,
        "write one of " + string.Join(", ", Enum.GetValues<Subject>().Where(subject => subject != default)
            .Select(WordOption.Word)),
        WordOption.Read<Subject>) ?? default;

    static ReportFiles ReadReports(ConfigSection section)
    {
        const string Hint = "write the path of a file that is written each time that something is planned";
        var files = new ReportFiles(
            section.FilePath("html", Hint), section.FilePath("json", Hint), section.FilePath("errors", Hint));
        section.End();
        return files;
    }

    static SuiteSettings ReadSuite(ConfigSection section)
    {
        var suite = new SuiteSettings(
            section.Address("address", "write the gateway's gRPC address: https://mastery.example", true)
                ?? new("about:blank"),
            section.Address("tokenEndpoint", "write the address where tokens are asked for"),
            section.Text("clientId", "write the id of the API client, which mastery clients add printed", true),
            section.Secret("clientSecret"));
        section.End();
        return suite;
    }
}
