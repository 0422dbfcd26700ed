namespace Mastery.Suite.Tests.Documented;

/// <summary>The examples of the document are valid.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Bodies { get; } =
    [
        .. ApiDocument.Operations.Where(operation => ApiDocument.Bodies(operation).Any())
            .Select(operation => operation.Id),
    ];

    [Theory, MemberData(nameof(Bodies))]
    public void The_example_of_a_body_has_its_schema(string id) =>
        Assert.All(ApiDocument.Bodies(ApiDocument.Operation(id)), body =>
            Assert.True(body.Schema.Evaluate(body.Example).IsValid, $"{id}: {body.Example}"));

    [Fact]
    public void There_are_examples() => Assert.True(Bodies.Count > 30);
}
