using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Mastery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mastery.DevelopmentPlans.Tests;

/// <summary>The log's part of a person is erased, and the erasure is listed.</summary>
public sealed class ErasePersonDataTests(PlansFixture fixture)
{
    [Fact]
    public async Task Lists_the_erasure_and_leaves_the_activity_that_names_the_person()
    {
        var (activity, leader) = await LedAsync();

        await EraseAsync(leader);

        Assert.True(await IsListedAsync(leader));
        Assert.Equal(activity, await fixture.Plans.GetActivityAsync(new() { Name = activity.Name }));
    }

    [Fact]
    public async Task Erases_nothing_on_trial()
    {
        var (_, leader) = await LedAsync();

        await EraseAsync(leader, trial: true);

        Assert.False(await IsListedAsync(leader));
    }

    [Fact]
    public async Task Needs_the_scope_of_erasures() =>
        await Refused.WithAsync(StatusCode.PermissionDenied, ErrorReason.ScopeMissing, async () =>
            await fixture.As(PlansFixture.Hub, "plans.write", "subjectaccess.read").ErasePersonDataAsync(
                Request($"hubs/{PlansFixture.Hub}/participants/{Guid.NewGuid()}")));

    async Task<(V1.Activity Activity, string Leader)> LedAsync()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var activity = await fixture.FirstActivityAsync(await fixture.CoherentAsync(enrolled));
        activity.LedBy = enrolled.Members[0];
        activity = await fixture.Plans.UpdateActivityAsync(new() { Activity = activity });
        return (activity, enrolled.Members[0]);
    }

    async Task<V1.ErasePersonDataResponse> EraseAsync(string person, bool trial = false)
    {
        var request = Request(person);
        request.ValidateOnly = trial;
        return await fixture.Plans.ErasePersonDataAsync(request);
    }

    static V1.ErasePersonDataRequest Request(string person) =>
        new() { Parent = $"hubs/{PlansFixture.Hub}", Participants = { person }, Reason = "Asked for" };

    async Task<bool> IsListedAsync(string person)
    {
        var list = new StringWriter();
        await fixture.Service.Services.GetRequiredService<ErasureList>().WriteAsync(
            list, TestContext.Current.CancellationToken);
        return list.ToString().Contains(person, StringComparison.Ordinal);
    }
}
