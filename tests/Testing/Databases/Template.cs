using System.Collections.Concurrent;
using System.Reflection;
using Mastery.Postgres;
using Npgsql;

namespace Mastery.Testing;

/// <summary>
/// The template of a service's test databases: roles and grants as in production, migrated once in this process by the
/// service's own <c>migrate</c> verb.
/// </summary>
static class Template
{
    static readonly ConcurrentDictionary<string, Lazy<Task<ServiceDatabase>>> Templates = new();

    public static Task<ServiceDatabase> OfAsync(string service, Assembly assembly) =>
        Templates.GetOrAdd(service, _ => new(() => CreateAsync(service, assembly))).Value;

    static async Task<ServiceDatabase> CreateAsync(string service, Assembly assembly)
    {
        var server = await TestServer.GetAsync();
        var names = ServiceDatabase.Of(service);
        var template = names with { Name = TestServer.Prefix + names.Name };
        var admin = server.AdminConnectionString;
        var access = await Roles.ApplyAsync(admin, template, RolePasswords.Derived(admin, template));
        await MigrateAsync(service, assembly, access);
        return template;
    }

    static async Task MigrateAsync(string service, Assembly assembly, DatabaseAccess access)
    {
        // Unpooled: a template with a connection to it cannot be cloned.
        var owner = new NpgsqlConnectionStringBuilder(access.Owner) { Pooling = false }.ConnectionString;
        string[] arguments =
        [
            "migrate", $"--ConnectionStrings:Owner={owner}", $"--ConnectionStrings:Database={access.Runtime}",
            // The process is the test's, so the service cannot find its own assembly by the process; and its log is not
            // needed.
            $"--applicationName={assembly.GetName().Name}", "--Logging:LogLevel:Default=Warning",
        ];
        var main = assembly.EntryPoint
            ?? throw new InvalidOperationException(
                $"{assembly.GetName().Name} has no entry point to migrate {service} with.");
        // The entry point of a program with top-level statements blocks, so it runs on another thread.
        var code = await Task.Run(() => main.Invoke(null, [arguments]));
        if (code is not 0)
        {
            throw new InvalidOperationException(
                $"The `migrate` verb of {service} ended with {code ?? "no exit code"}.");
        }
    }
}
