using Npgsql;
using Xunit;

namespace Mastery.Testing;

/// <summary>A script of a service's migrations, run again on rows as older versions wrote them.</summary>
public static class MigrationScript
{
    /// <summary>Its text.</summary>
    /// <typeparam name="TEntry">Any type of the service's assembly.</typeparam>
    /// <param name="file">Its file, for example <c>0111_delivery.sql</c>.</param>
    public static async Task<string> ReadAsync<TEntry>(string file)
    {
        var assembly = typeof(TEntry).Assembly;
        var name = assembly.GetManifestResourceNames()
            .Single(resource => resource.EndsWith($".{file}", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs it as the owner, who is in no hub.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static async Task RunScriptAsync<TEntry>(this NpgsqlConnection owner, string file)
    {
        await owner.RunAsync("RESET mastery.hub");
        await owner.RunAsync(await ReadAsync<TEntry>(file));
    }
}
