using Mastery.Contracts;
using Mastery.Local;

namespace Mastery.Deploy.Tests.Inventory;

/// <summary>Every place that names services equals the inventory: the folders in <c>services/</c>.</summary>
public sealed class ServiceListsTests
{
    public static TheoryData<string> Files { get; } = [.. ServiceLists.Of(Programs.Checkout).Keys];

    public static TheoryData<string> Services { get; } = [.. Programs.Services.Select(service => service.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_generated_list_is_up_to_date(string file) => Assert.Equal(
        ServiceLists.Of(Programs.Checkout)[file],
        File.ReadAllText(Path.Combine(Programs.Checkout, file)));

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_has_all_that_its_folder_must_hold(string service)
    {
        var folder = Path.Combine(Programs.Checkout, Programs.Service(service).Project);

        Assert.All(
            (string[])[$"{Path.GetFileName(folder)}.csproj", "README.md", "kubernetes/kustomization.yaml"],
            file => Assert.True(File.Exists(Path.Combine(folder, file)), $"{folder} lacks {file}."));
    }

    [Fact]
    public void Every_package_with_a_grpc_service_is_served_by_the_service_of_its_name()
    {
        var packages = ContractIndex.Services.Select(service => service.File.Package.Split('.')[1].Replace('_', '-'));

        Assert.Empty(packages.Distinct().Except(Programs.Services.Select(service => service.Name)));
    }

    [Theory]
    [InlineData("services/Access", "access", true)]
    [InlineData("services/FocusCatalogue", "focus-catalogue", true)]
    public void A_service_is_called_as_its_folder_in_kebab_case(string project, string name, bool hasDatabase) =>
        Assert.Equal(new(name, project, hasDatabase), Programs.Service(name));
}
