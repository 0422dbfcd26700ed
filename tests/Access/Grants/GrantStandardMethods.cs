using Mastery.Access.Tests.People;
using Mastery.Testing;
using Role = Mastery.Access.V1.Grant.Types.Role;

namespace Mastery.Access.Tests.Grants;

public sealed class GrantStandardMethods(AccessFixture fixture) : StandardMethods<V1.Grant>(fixture)
{
    protected override bool IsSmallRegister => true;

    protected override Task<V1.Grant> ExampleAsync(string parent, int number) => Task.FromResult(
        ((AccessFixture)Fixture).Grant(Exchange.NewPerson(), Role.HubCoordinator, "south-yorkshire"));

    protected override void Alter(V1.Grant resource) => resource.DisplayName += ", altered";
}
