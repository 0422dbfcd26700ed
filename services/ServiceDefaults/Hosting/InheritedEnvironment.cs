namespace Mastery.ServiceDefaults;

/// <summary>What the shell that started the process has set for other programs, and must not change this one.</summary>
static class InheritedEnvironment
{
    /// <summary>Removes the variables of PostgreSQL's own programs (<c>PGCLIENTENCODING</c>, <c>PGTZ</c>,
    /// <c>PGOPTIONS</c>, <c>PGUSER</c> …), which Npgsql reads too, and says so on standard error: standard output may
    /// be the result of a verb.</summary>
    public static void Clear()
    {
        var found = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("PG", StringComparison.OrdinalIgnoreCase)).Order().ToList();
        if (found.Count == 0)
        {
            return;
        }

        found.ForEach(name => Environment.SetEnvironmentVariable(name, null));
        Console.Error.WriteLine(
            $"Ignored environment variables: {string.Join(", ", found)}. Only ConnectionStrings:… say how to connect.");
    }
}
