using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.Testing;
using PlanState = Mastery.DevelopmentPlans.V1.Plan.Types.State;

namespace Mastery.DevelopmentPlans.Tests;

public sealed class CreatePlanTests(PlansFixture fixture)
{
    [Fact]
    public async Task Makes_a_draft_with_what_the_enrolment_decides()
    {
        var enrolled = await fixture.Programme.EnrolAsync();

        var plan = await fixture.DraftAsync(enrolled);

        Assert.Equal(PlanState.Draft, plan.State);
        Assert.Equal(
            (enrolled.Enrolment, enrolled.Department, "projects/NCP24-14/foci/b", "2024-25", 1),
            (plan.Enrolment, plan.Department, plan.Focus, plan.AcademicYear, plan.Revision));
    }

    [Fact]
    public async Task Refuses_a_second_live_plan_of_an_enrolment_and_names_the_first()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var first = await fixture.DraftAsync(enrolled);

        var status = await Refused.WithAsync(
            StatusCode.AlreadyExists, ErrorReason.ResourceExists, () => fixture.DraftAsync(enrolled));

        Assert.Equal(first.Name, status.GetDetail<Google.Rpc.ResourceInfo>().ResourceName);
    }

    [Fact]
    public async Task Makes_a_new_one_once_the_first_is_closed()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var first = await fixture.DraftAsync(enrolled);
        await fixture.Plans.ClosePlanAsync(new() { Name = first.Name, Reason = "Begun anew" });

        var second = await fixture.DraftAsync(enrolled);

        Assert.NotEqual(first.Name, second.Name);
    }

    [Fact]
    public async Task Lets_one_of_many_at_once_win_and_names_it_to_the_others()
    {
        var enrolled = await fixture.Programme.EnrolAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                return (Made: (await fixture.DraftAsync(enrolled)).Name, Named: "");
            }
            catch (RpcException refusal) when (refusal.StatusCode == StatusCode.AlreadyExists)
            {
                return (Made: "", Named: refusal.GetRpcStatus()!.GetDetail<Google.Rpc.ResourceInfo>().ResourceName);
            }
        }));

        var made = Assert.Single(outcomes, outcome => outcome.Made.Length > 0).Made;
        Assert.All(outcomes.Where(outcome => outcome.Made.Length == 0), outcome => Assert.Equal(made, outcome.Named));
    }

    [Fact]
    public async Task Refuses_an_enrolment_that_is_not_there()
    {
        var nowhere = $"hubs/{PlansFixture.Hub}/workGroups/{Guid.CreateVersion7()}/enrolments/{Guid.CreateVersion7()}";

        var status = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => CreateAsync(nowhere));

        Assert.Equal(nowhere, status.GetDetail<Google.Rpc.PreconditionFailure>().Violations[0].Subject);
    }

    [Fact]
    public async Task Refuses_an_enrolment_that_was_withdrawn()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        await fixture.Programme.WithdrawAsync(enrolled);

        await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => fixture.DraftAsync(enrolled));
    }

    [Fact]
    public async Task Names_the_enrolment_by_which_a_transferred_department_goes_on()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var moved = await fixture.Programme.TransferAsync(enrolled);

        var status = await Refused.WithAsync(
            StatusCode.FailedPrecondition, ErrorReason.ReferenceInvalid, () => fixture.DraftAsync(enrolled));

        Assert.Contains(moved.Enrolment, status.Message, StringComparison.Ordinal);
        Assert.Equal(moved.Enrolment, (await fixture.DraftAsync(moved)).Enrolment);
    }

    [Fact]
    public async Task Refuses_a_second_plan_where_the_first_goes_on_after_a_transfer()
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var first = await fixture.DraftAsync(enrolled);
        var moved = await fixture.Programme.TransferAsync(enrolled);

        var status = await Refused.WithAsync(
            StatusCode.AlreadyExists, ErrorReason.ResourceExists, () => fixture.DraftAsync(moved));

        Assert.Equal(first.Name, status.GetDetail<Google.Rpc.ResourceInfo>().ResourceName);
    }

    [Fact]
    public async Task Refuses_an_enrolment_of_another_hub()
    {
        var elsewhere =
            $"hubs/{PlansFixture.OtherHub}/workGroups/{Guid.CreateVersion7()}/enrolments/{Guid.CreateVersion7()}";

        await Refused.ForFieldAsync("plan.enrolment", () => CreateAsync(elsewhere));
    }

    [Theory]
    [InlineData("catalogue.read", "workgroups.read")]
    [InlineData("workgroups.read", "catalogue.read")]
    public async Task Requires_the_scopes_to_read_the_enrolment_and_the_focus(string held, string missing)
    {
        var enrolled = await fixture.Programme.EnrolAsync();
        var writer = fixture.As(PlansFixture.Hub, "plans.write", held);

        var status = await Refused.WithAsync(
            StatusCode.PermissionDenied,
            ErrorReason.ScopeMissing,
            async () => await writer.CreatePlanAsync(Request(enrolled.Enrolment)));

        Assert.Equal(missing, status.GetDetail<Google.Rpc.ErrorInfo>().Metadata["scope"]);
    }

    [Fact]
    public async Task Makes_one_plan_of_one_request_however_often_it_is_sent()
    {
        var request = Request((await fixture.Programme.EnrolAsync()).Enrolment);
        request.RequestId = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(async _ => await fixture.Plans.CreatePlanAsync(request)));

        Assert.Single(answers.Distinct());
    }

    async Task CreateAsync(string enrolment) => await fixture.Plans.CreatePlanAsync(Request(enrolment));

    static V1.CreatePlanRequest Request(string enrolment) => new()
    {
        Parent = $"hubs/{PlansFixture.Hub}",
        Plan = new() { Enrolment = enrolment, Title = "Fluency" },
    };
}
