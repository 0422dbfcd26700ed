namespace Mastery.Local;

/// <summary>What the shell that started the launcher has set for other programs, and must not change the
/// suite.</summary>
static class InheritedEnvironment
{
    /// <summary>Removes the variables of PostgreSQL's own programs (<c>PGCLIENTENCODING</c>, <c>PGOPTIONS</c>,
    /// <c>PGUSER</c> …) from this process and those that it starts: Npgsql reads them too.</summary>
    /// <returns>The names of those that were set.</returns>
    public static IReadOnlyList<string> Clear()
    {
        var found = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("PG", StringComparison.OrdinalIgnoreCase)).Order().ToList();
        found.ForEach(name => Environment.SetEnvironmentVariable(name, null));
        return found;
    }
}
