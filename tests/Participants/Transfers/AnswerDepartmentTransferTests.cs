using Grpc.Core;
using Mastery.Errors.V1;
using Mastery.ServiceDefaults;
using Mastery.Testing;
using State = Mastery.Participants.V1.DepartmentTransfer.Types.State;

namespace Mastery.Participants.Tests;

public sealed class AnswerDepartmentTransferTests(PeopleFixture fixture) : TransferVerb(fixture)
{
    static readonly PublishedDiagram Diagram = PublishedDiagram.Read("department_transfer.proto");

    static string[] Verbs =>
        ["AcceptDepartmentTransfer", "DeclineDepartmentTransfer", "CancelDepartmentTransfer"];

    [Fact]
    public void Every_method_of_the_diagram_is_tried() => Assert.Equal(Verbs.Order(), Diagram.Methods.Order());

    [Fact]
    public async Task Every_sequence_follows_the_published_diagram()
    {
        foreach (var (first, second) in Verbs.SelectMany(first => Verbs.Select(second => (first, second))))
        {
            var offer = await OfferAsync(await Fixture.DepartmentAsync());
            var state = "OFFERED";
            foreach (var verb in (string[])[first, second])
            {
                var code = await Ended.WithAsync(CallAsync(verb, offer));
                var expected = Diagram.After(state, verb);
                Assert.Equal((verb, state, expected is null ? StatusCode.FailedPrecondition : StatusCode.OK),
                    (verb, state, code));
                state = expected ?? state;
                Assert.Equal(state, Enums.Text((await GetAsync(offer.Name)).State));
                Assert.Equal(state, Enums.Text((await GetAsync(In(To, offer.Name))).State));
            }
        }
    }

    [Fact]
    public async Task Tell_the_other_hub_why()
    {
        var (declined, cancelled) =
            (await OfferAsync(await Fixture.DepartmentAsync()), await OfferAsync(await Fixture.DepartmentAsync()));

        await People.DeclineDepartmentTransferAsync(
            new() { Name = In(To, declined.Name), Reason = "Our groups are full" });
        await People.CancelDepartmentTransferAsync(new() { Name = cancelled.Name, Reason = "It stays" });

        Assert.Equal("Our groups are full", (await GetAsync(declined.Name)).StateReason);
        Assert.Equal("It stays", (await GetAsync(In(To, cancelled.Name))).StateReason);
        Assert.Equal(["CREATED", "UPDATED"], await LoggedAsync(declined.Name));
        Assert.Equal(["CREATED", "UPDATED"], await LoggedAsync(In(To, declined.Name)));
    }

    [Fact]
    public async Task Are_each_of_one_hub_only()
    {
        var offer = await OfferAsync(await Fixture.DepartmentAsync());

        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.OtherHub, async () =>
            await People.AcceptDepartmentTransferAsync(new() { Name = offer.Name }));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.OtherHub, async () =>
            await People.DeclineDepartmentTransferAsync(new() { Name = offer.Name, Reason = "No" }));
        await Refused.WithAsync(StatusCode.FailedPrecondition, ErrorReason.OtherHub, async () =>
            await People.CancelDepartmentTransferAsync(new() { Name = In(To, offer.Name), Reason = "No" }));
        Assert.Equal(State.Offered, (await GetAsync(offer.Name)).State);
    }

    [Fact]
    public async Task Need_the_etag_that_was_read()
    {
        var offer = await OfferAsync(await Fixture.DepartmentAsync());

        await Refused.WithAsync(StatusCode.Aborted, ErrorReason.Conflict, async () =>
            await People.AcceptDepartmentTransferAsync(new() { Name = In(To, offer.Name), Etag = "\"stale\"" }));
        var accepted = await People.AcceptDepartmentTransferAsync(
            new() { Name = In(To, offer.Name), Etag = offer.Etag });

        Assert.Equal(State.Accepted, accepted.State);
    }

    async Task<V1.DepartmentTransfer> CallAsync(string verb, V1.DepartmentTransfer offer) => verb switch
    {
        "AcceptDepartmentTransfer" => await AcceptAsync(offer),
        "DeclineDepartmentTransfer" => await People.DeclineDepartmentTransferAsync(
            new() { Name = In(To, offer.Name), Reason = "No" }),
        _ => await People.CancelDepartmentTransferAsync(new() { Name = offer.Name, Reason = "No" }),
    };
}
