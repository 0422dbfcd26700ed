using System.Reflection;

namespace Mastery.OpenApi.Tests;

/// <summary>The committed files are those that the contract makes.</summary>
public sealed class CommittedFileTests
{
    const string Remedy = "differs from what the contract makes: run `dotnet run --project clients/OpenApi`.";

    [Fact]
    public void The_document_is_made_from_the_contract() =>
        Assert.True(Committed("openapi.json") == ContractDocument.Text(), $"{ContractDocument.Path} {Remedy}");

    [Fact]
    public void The_requests_are_made_from_the_contract() =>
        Assert.True(
            Committed("mastery-services.http") == HttpFile.Of(ContractDocument.Make()), $"{HttpFile.Path} {Remedy}");

    static string Committed(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
