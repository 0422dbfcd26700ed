namespace Mastery.DevelopmentPlans;

/// <summary>Compares two revisions of a plan: pure, and the same in both directions but for the direction.</summary>
static class PlanComparison
{
    public static V1.PlanComparison Of(PlanRevision from, PlanRevision to)
    {
        var (before, after) = (from.Parts().ToDictionary(), to.Parts().ToDictionary());
        var titles = new PartTitles(before.Values.Concat(after.Values));
        List<V1.PartDifference> differences =
        [
            .. before.Keys.Union(after.Keys)
                .OrderBy(Order).ThenBy(name => name, StringComparer.Ordinal)
                .Select(name => PartDifferences.Of(
                    name, before.GetValueOrDefault(name), after.GetValueOrDefault(name), titles))
                .OfType<V1.PartDifference>(),
        ];
        return new()
        {
            Plan = $"hubs/{from.HubId}/plans/{from.PlanId}",
            FromRevision = from.Revision,
            ToRevision = to.Revision,
            Differences = { differences },
            Message = differences.Count switch
            {
                0 => $"Revisions {from.Revision} and {to.Revision} say the same.",
                1 => $"One part of the plan differs between revisions {from.Revision} and {to.Revision}.",
                var count => $"{count} parts of the plan differ between revisions {from.Revision} and {to.Revision}.",
            },
        };
    }

    /// <summary>The plan first, then its aims, then the rest in the order of the contract.</summary>
    static int Order(string name) => name.Split('/')[^2] switch
    {
        PartVersion.Plans => 0,
        Aim.Collection => 1,
        var collection => PartJson.Field(collection)!.FieldNumber,
    };
}
