using Microsoft.Extensions.Options;
using RetentionClass = Mastery.Participants.V1.RetentionRule.Types.Class;

namespace Mastery.Participants;

/// <summary>How long what is personal in records is kept: the section <c>Retention</c>. What is not set is kept for
/// ever.</summary>
public sealed class RetentionOptions
{
    static readonly TimeSpan Shortest = TimeSpan.FromDays(30);

    /// <summary>Of people who have no part in the programme any more.</summary>
    public TimeSpan? People { get; set; }

    /// <summary>Of enquiries that need nothing more.</summary>
    public TimeSpan? Enquiries { get; set; }

    /// <summary>Of letters that do not wait to be sent.</summary>
    public TimeSpan? Letters { get; set; }

    /// <summary>Of data requests that were answered.</summary>
    public TimeSpan? DataRequests { get; set; }

    /// <summary>Of lists of who took part that nobody applied.</summary>
    public TimeSpan? ParticipationImports { get; set; }

    /// <summary>Each class with its time, in the order of the contract.</summary>
    public IEnumerable<(RetentionClass Class, TimeSpan? Age)> Rules() =>
    [
        (RetentionClass.People, People),
        (RetentionClass.Enquiries, Enquiries),
        (RetentionClass.Letters, Letters),
        (RetentionClass.DataRequests, DataRequests),
        (RetentionClass.ParticipationImports, ParticipationImports),
    ];

    /// <summary>Nothing goes within a month: a setting that was mistyped would take what people work with.</summary>
    public sealed class Validation : IValidateOptions<RetentionOptions>
    {
        public ValidateOptionsResult Validate(string? name, RetentionOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            List<string> wrong =
                [.. options.Rules().Where(rule => rule.Age < Shortest).Select(rule => $"Retention:{rule.Class}")];
            return wrong.Count > 0
                ? ValidateOptionsResult.Fail($"{string.Join(", ", wrong)} must be 30 days or more, for example "
                    + "2192.00:00:00 for six years, or not set.")
                : ValidateOptionsResult.Success;
        }
    }
}
