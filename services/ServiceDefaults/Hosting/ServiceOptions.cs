using Microsoft.Extensions.Options;
using Npgsql;

namespace Mastery.ServiceDefaults;

/// <summary>Whose tokens a service accepts: the section <c>Auth</c>.</summary>
sealed class AuthOptions
{
    /// <summary>The audience that a token must name.</summary>
    public string Audience { get; set; } = "mastery-services";

    /// <summary>The issuers. The first is the suite's own; subjects of the others are told apart by their
    /// host.</summary>
    public List<IssuerOptions> Issuers { get; } = [];
}

/// <summary>One issuer of tokens.</summary>
sealed class IssuerOptions
{
    /// <summary>The <c>iss</c> of its tokens.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Where its keys are; found by its <c>/.well-known/openid-configuration</c> when empty.</summary>
    public string JwksUri { get; set; } = "";
}

/// <summary>The service's database.</summary>
sealed class DatabaseOptions
{
    /// <summary>The connection of the runtime role.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>It is there, and a connection string.</summary>
    public sealed class Validation : IValidateOptions<DatabaseOptions>
    {
        public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
        {
            if (options.ConnectionString.Length == 0)
            {
                return ValidateOptionsResult.Fail(
                    "ConnectionStrings:Database is not set: it names the runtime role's database.");
            }

            try
            {
                return new NpgsqlConnectionStringBuilder(options.ConnectionString).Host is { Length: > 0 }
                    ? ValidateOptionsResult.Success
                    : ValidateOptionsResult.Fail("ConnectionStrings:Database names no Host.");
            }
            catch (Exception exception) when (exception is ArgumentException or FormatException)
            {
                // Its text is not repeated: it may hold the password.
                return ValidateOptionsResult.Fail(
                    $"ConnectionStrings:Database is no connection string of Npgsql: {exception.Message}");
            }
        }
    }
}

/// <summary>How a service stops: the section <c>Drain</c>.</summary>
sealed class DrainOptions
{
    /// <summary>How long it goes on answering after it has said that it is not ready, so that whoever routes to it can
    /// notice.</summary>
    public TimeSpan Wait { get; set; } = TimeSpan.Zero;

    /// <summary>How long calls in flight then have to end.</summary>
    public TimeSpan Finish { get; set; } = TimeSpan.FromSeconds(25);
}
