using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Mastery.Errors.V1;

namespace Mastery.Contracts.Tests.Errors;

public sealed class ErrorStatusTests
{
    const int LargestHeaders = 8 * 1024;

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("教")]
    [InlineData("😀")]
    [InlineData("%")]
    public void Fits_in_the_headers_of_a_client_whatever_is_in_it(string unit)
    {
        var huge = string.Concat(Enumerable.Repeat(unit, 50_000));
        var violation = new BadRequest.Types.FieldViolation { Field = huge, Description = huge };
        var request = new BadRequest { FieldViolations = { Enumerable.Repeat(violation, 20) } };

        var status = ErrorStatus.Of(
            StatusCode.InvalidArgument,
            ErrorReason.InvalidField,
            huge,
            new Dictionary<string, string> { ["scope"] = huge },
            [request, new ResourceInfo { ResourceName = huge, Owner = huge }]);

        var trailers = ErrorStatus.ToTrailers(status).ToList();
        Assert.InRange(trailers.Sum(trailer => trailer.Key.Length + trailer.Value.Length + 32), 1, LargestHeaders);
        Assert.All(trailers, trailer => Assert.All(trailer.Value, letter => Assert.InRange(letter, ' ', '~')));
        Assert.NotEmpty(status.GetDetail<BadRequest>()!.FieldViolations);
        Assert.EndsWith("…", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_what_is_short_as_it_is()
    {
        var detail = new ResourceInfo { ResourceType = "mastery.services/Plan", ResourceName = "hubs/a/plans/b" };

        var status = ErrorStatus.Of(
            StatusCode.NotFound,
            ErrorReason.ResourceNotFound,
            "'hubs/a/plans/b' wasn’t found.",
            new Dictionary<string, string>(),
            [detail, new BadRequest()]);

        Assert.Equal("'hubs/a/plans/b' wasn’t found.", status.Message);
        Assert.Equal(detail, status.GetDetail<ResourceInfo>());
        Assert.Equal(2, status.Details.Count);
        Assert.Equal(
            [
                ("grpc-status", "5"),
                ("grpc-message", "'hubs/a/plans/b' wasn%E2%80%99t found."),
                ("grpc-status-details-bin", Convert.ToBase64String(status.ToByteArray()).TrimEnd('=')),
            ],
            ErrorStatus.ToTrailers(status).Select(trailer => (trailer.Key, trailer.Value)));
    }

    [Fact]
    public void Has_every_reason_by_its_name()
    {
        Assert.All(Enum.GetValues<ErrorReason>(), reason =>
        {
            var status = ErrorStatus.Of(StatusCode.Internal, reason, "", new Dictionary<string, string>(), []);

            var name = status.GetDetail<ErrorInfo>()!.Reason;
            Assert.Equal($"{reason}", name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        });
    }
}
