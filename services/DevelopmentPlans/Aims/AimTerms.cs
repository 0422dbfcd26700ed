using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>Whether an aim names outcomes and themes that the plan's project has, asked of FocusCatalogue before the
/// plan is locked. A department's own plan is written whether or not the catalogue can be asked: what the project does
/// not have is found by AssessPlan then.</summary>
public sealed class AimTerms(PlanStore plans, PlanParts<Aim> aims, Foci foci, OptionalPeers peers)
{
    /// <summary>How long the catalogue is waited for.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Requires what a new aim names.</summary>
    public Task RequireAsync(V1.CreateAimRequest request, CancellationToken cancellationToken) =>
        RequireAsync(request.Parent, request.Aim, new(), cancellationToken);

    /// <summary>Requires what a change of an aim names and was not named before: the catalogue may have changed
    /// since.</summary>
    public async Task RequireAsync(V1.UpdateAimRequest request, CancellationToken cancellationToken)
    {
        if (request.Aim.OutcomeHeading.Length > 0 || request.Aim.EssenceThemes.Count > 0)
        {
            var current = (await aims.GetAsync(request.Aim.Name)).ToProto();
            var merged = request.UpdateMask.Apply(current, request.Aim);
            await RequireAsync(request.Aim.Name.ParentName(), merged, current, cancellationToken);
        }
    }

    async Task RequireAsync(string planName, V1.Aim wanted, V1.Aim before, CancellationToken cancellationToken)
    {
        if (!Names(wanted, before))
        {
            return;
        }

        var plan = await plans.GetAsync(planName);
        if (!plan.IsEditable || (await AskAsync(plan, cancellationToken)).Value is not { } focus)
        {
            return;
        }

        List<(string, string)> violations = [.. Check(wanted, before, focus)];
        if (violations.Count > 0)
        {
            throw ApiError.Invalid(violations);
        }
    }

    Task<OptionalAnswer<FocusView>> AskAsync(Plan plan, CancellationToken cancellationToken) => peers.TryAsync(
        "catalogue.read",
        Timeout,
        options => foci.ViewAsync(plan.Focus, plan.CatalogueRevision, options.CancellationToken),
        cancellationToken);

    static bool Names(V1.Aim wanted, V1.Aim before) =>
        NewHeading(wanted, before).Length > 0 || wanted.EssenceThemes.Except(before.EssenceThemes).Any();

    static string NewHeading(V1.Aim wanted, V1.Aim before) =>
        wanted.OutcomeHeading == before.OutcomeHeading ? "" : wanted.OutcomeHeading;

    static IEnumerable<(string, string)> Check(V1.Aim wanted, V1.Aim before, FocusView focus)
    {
        if (NewHeading(wanted, before) is { Length: > 0 } heading && IsUnknown(heading, focus.OutcomeHeadings))
        {
            yield return ("aim.outcome_heading",
                $"must be an outcome heading of the plan's project: {Quoted(focus.OutcomeHeadings)}");
        }

        foreach (var (index, theme) in wanted.EssenceThemes.Index())
        {
            if (!before.EssenceThemes.Contains(theme) && IsUnknown(theme, focus.EssenceThemes))
            {
                yield return ($"aim.essence_themes[{index}]",
                    $"must be a theme of the Essence as the plan's project has it: {Quoted(focus.EssenceThemes)}");
            }
        }
    }

    /// <summary>A project that lists nothing leaves it to the department.</summary>
    static bool IsUnknown(string name, IReadOnlySet<string> known) => known.Count > 0 && !known.Contains(name);

    static string Quoted(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"“{name}”"));
}
