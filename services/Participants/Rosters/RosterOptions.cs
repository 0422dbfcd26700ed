using Microsoft.Extensions.Options;

namespace Mastery.Participants;

/// <summary>How long the effects of syncs are kept: the section <c>Rosters</c>.</summary>
public sealed class RosterOptions
{
    static readonly TimeSpan Shortest = TimeSpan.FromDays(1);

    /// <summary>How long a plan can be applied, and how long is kept of whom an applied sync changed
    /// nothing.</summary>
    public TimeSpan PlanRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long is kept what an applied sync did to people. A school year and a month.</summary>
    public TimeSpan ChangeRetention { get; set; } = TimeSpan.FromDays(396);

    /// <summary>A plan lives for a day at least: somebody has to look at it.</summary>
    public sealed class Validation : IValidateOptions<RosterOptions>
    {
        public ValidateOptionsResult Validate(string? name, RosterOptions options) =>
            options.PlanRetention < Shortest
                ? ValidateOptionsResult.Fail("Rosters:PlanRetention must be one day or more: 1.00:00:00.")
                : options.ChangeRetention < options.PlanRetention
                ? ValidateOptionsResult.Fail("Rosters:ChangeRetention must not be shorter than Rosters:PlanRetention.")
                : ValidateOptionsResult.Success;
    }
}
