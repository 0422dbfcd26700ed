using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Mastery.Participants;

/// <summary>How letters are sent: the section <c>Mail</c>. Without a host, none is.</summary>
public sealed class MailOptions
{
    /// <summary>How often a letter is given to a mail server before it has FAILED.</summary>
    public const int MostAttempts = 15;

    static readonly TimeSpan LongestDelay = TimeSpan.FromHours(4);

    /// <summary>The mail server.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is encrypted.</summary>
    public SecureSocketOptions Security { get; set; } = SecureSocketOptions.StartTls;

    /// <summary>The user to log in as; nobody when empty.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The password.</summary>
    public string Password { get; set; } = "";

    /// <summary>The address that letters come from; answers go to the hub's contact.</summary>
    public string From { get; set; } = "";

    /// <summary>How often the worker looks for letters.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The delay before the second attempt; each later one is twice as long, up to four hours.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a worker that claimed a letter has it for itself.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether letters are sent.</summary>
    public bool IsOn => Host.Length > 0;

    /// <summary>How long to give the mail server: well within the lease, so that nobody else has the letter
    /// yet.</summary>
    public TimeSpan Timeout => Lease / 2;

    /// <summary>The delay after so many attempts.</summary>
    public TimeSpan DelayAfter(int attempts)
    {
        var delay = RetryDelay * Math.Pow(2, attempts - 1);
        return delay < LongestDelay ? delay : LongestDelay;
    }

    /// <summary>Letters and passwords do not leave the machine in clear text.</summary>
    public sealed class Validation : IValidateOptions<MailOptions>
    {
        public ValidateOptionsResult Validate(string? name, MailOptions options)
        {
            if (!options.IsOn)
            {
                return ValidateOptionsResult.Success;
            }

            if (!MailboxAddress.TryParse(options.From, out _))
            {
                return ValidateOptionsResult.Fail("Mail:From must be the e-mail address that letters come from.");
            }

            return options.Security is SecureSocketOptions.StartTls or SecureSocketOptions.SslOnConnect
                || options.Host is "localhost" or "127.0.0.1" or "::1"
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(
                    "Mail:Security must be StartTls or SslOnConnect for a mail server on another machine.");
        }
    }
}
