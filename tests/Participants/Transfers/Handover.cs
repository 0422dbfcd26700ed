using Grpc.Core;

namespace Mastery.Participants.Tests;

/// <summary>The transfer of a department as one step of a sequence.</summary>
static class Handover
{
    /// <summary>Offers a department to the other hub, which accepts; an offer that it cannot accept is taken
    /// back.</summary>
    public static async Task TryAsync(PeopleFixture fixture, string department, params string[] groups)
    {
        var offer = await fixture.People.CreateDepartmentTransferAsync(new()
        {
            Parent = PeopleFixture.Hub,
            DepartmentTransfer = new() { Department = department, ToHub = PeopleFixture.OtherHub, Reason = "Nearer" },
        });
        try
        {
            await fixture.People.AcceptDepartmentTransferAsync(new()
            {
                Name = offer.Name.Replace(PeopleFixture.Hub, PeopleFixture.OtherHub, StringComparison.Ordinal),
                WorkGroups = { groups },
            });
        }
        catch (RpcException)
        {
            await fixture.People.CancelDepartmentTransferAsync(new() { Name = offer.Name, Reason = "Refused" });
            throw;
        }
    }
}
