using System.Net;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Mastery.ServiceDefaults;

/// <summary>How changes are sent: the section <c>Webhooks</c>. Without a key, none are. Each replica of a service
/// counts by itself.</summary>
sealed class WebhookOptions
{
    /// <summary>The key of the local suite, which everybody knows.</summary>
    public const string LocalKey = "the local suite's key, known to everybody";

    const int ShortestKey = 32;

    /// <summary>What the signing secrets are derived from: 32 characters at least. With another key they are
    /// others.</summary>
    public string Key { get; set; } = "";

    /// <summary>Networks that are sent to although they are no public ones, as CIDR.</summary>
    public List<string> AllowedNetworks { get; } = [];

    /// <summary>Whether this machine itself is sent to, also without encryption: for development.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>How often new changes are looked for.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a receiver has to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>To how many webhooks it is sent at once.</summary>
    public int Concurrency { get; set; } = 32;

    /// <summary>To how many of one hub.</summary>
    public int ConcurrencyPerHub { get; set; } = 4;

    /// <summary>How long a dead letter is kept after it was last sent.</summary>
    public TimeSpan DeadLetterRetention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Whether changes are sent.</summary>
    public bool IsOn => Key.Length > 0;

    /// <summary>The networks of <see cref="AllowedNetworks"/>.</summary>
    public IReadOnlyList<IPNetwork> Networks => [.. AllowedNetworks.Select(text => IPNetwork.Parse(text))];

    /// <summary>What would be unsafe is refused.</summary>
    public sealed class Validation(IHostEnvironment environment) : IValidateOptions<WebhookOptions>
    {
        /// <summary>A lease has to be longer than a delivery.</summary>
        static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(30);

        /// <summary>Whoever looks after a receiver shall see the dead letters of a weekend.</summary>
        static readonly TimeSpan ShortestRetention = TimeSpan.FromDays(7);

        public ValidateOptionsResult Validate(string? name, WebhookOptions options)
        {
            List<string> problems = [.. Problems(options)];
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }

        IEnumerable<string> Problems(WebhookOptions options)
        {
            if (options.IsOn && Encoding.UTF8.GetByteCount(options.Key) < ShortestKey)
            {
                yield return "Webhooks:Key is too short: 32 characters at least, for example from `openssl rand "
                    + "-base64 32`.";
            }

            if (environment.IsProduction() && options.Key == LocalKey)
            {
                yield return "Webhooks:Key is that of the local suite, which everybody knows: make one by `openssl "
                    + "rand -base64 32`.";
            }

            if (environment.IsProduction() && options.AllowLoopback)
            {
                yield return "Webhooks:AllowLoopback is for development: it lets callers reach what listens on this "
                    + "machine only.";
            }

            foreach (var text in options.AllowedNetworks.Where(text => !IPNetwork.TryParse(text, out _)))
            {
                yield return $"Webhooks:AllowedNetworks has '{text}': it must be a network such as 10.1.0.0/16.";
            }

            if (options.PollInterval <= TimeSpan.Zero || options.Concurrency < 1 || options.ConcurrencyPerHub < 1
                || options.Timeout <= TimeSpan.Zero || options.Timeout > LongestTimeout)
            {
                yield return "Webhooks:PollInterval, Webhooks:Concurrency and Webhooks:ConcurrencyPerHub must be above "
                    + "0, and Webhooks:Timeout above 0 and at most 30 s.";
            }

            if (options.DeadLetterRetention < ShortestRetention)
            {
                yield return "Webhooks:DeadLetterRetention must be seven days or more.";
            }
        }
    }
}
