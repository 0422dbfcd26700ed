using Mastery.ServiceDefaults;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mastery.Participants.Tests;

/// <summary>The service with mail switched on. Its own worker sleeps; the tests run workers when they want
/// to.</summary>
public sealed class MailFixture : PeopleFixture
{
    readonly Dictionary<string, string?> _mail = [];

    internal MailServer Server { get; } = new();

    /// <summary>A replica's worker.</summary>
    internal LetterSender Sender(TimeProvider clock, IServiceProvider? replica = null)
    {
        var services = replica ?? Service.Services;
        return new(services, services.GetRequiredService<HubUnitOfWork>(), services.GetRequiredService<MailTransport>(),
            services.GetRequiredService<IOptions<MailOptions>>(), clock, NullLogger<LetterSender>.Instance);
    }

    /// <summary>Another replica on the same database, whose worker looks for letters all the time.</summary>
    public Task<TestService> ReplicaAsync() => TestService.StartAsync<DepartmentStore>("participants",
        new Dictionary<string, string?>(_mail)
        {
            ["ConnectionStrings:Database"] = Service.Database.ConnectionString,
            ["Mail:Interval"] = "00:00:00.050",
        });

    protected override Task<TestService> StartAsync(IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var (key, value) in settings)
        {
            _mail[key] = value;
        }

        _mail["Mail:Host"] = "127.0.0.1";
        _mail["Mail:Port"] = $"{Server.Port}";
        _mail["Mail:Security"] = "None";
        _mail["Mail:From"] = "letters@hub.example.org";
        _mail["Mail:Interval"] = "1.00:00:00";
        return base.StartAsync(_mail);
    }
}
