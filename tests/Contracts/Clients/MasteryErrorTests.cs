using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Mastery.Clients;

namespace Mastery.Contracts.Tests.Clients;

public sealed class MasteryErrorTests
{
    [Fact]
    public void Say_reason_fields_and_resource()
    {
        var exception = new Google.Rpc.Status
        {
            Code = (int)StatusCode.InvalidArgument,
            Message = "The project cannot be created.",
            Details =
            {
                Any.Pack(
                    new ErrorInfo
                    {
                        Reason = "INVALID_FIELD",
                        Domain = "mastery-services",
                        Metadata = { ["limit"] = "3" },
                    }),
                Any.Pack(
                    new BadRequest
                    {
                        FieldViolations =
                        {
                            new BadRequest.Types.FieldViolation { Field = "project.code", Description = "is no code" },
                        },
                    }),
                Any.Pack(new ResourceInfo { ResourceName = "projects/x" }),
                Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(2)) }),
            },
        }.ToRpcException();

        var error = exception.ToMasteryError();

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD", "projects/x", TimeSpan.FromSeconds(2)),
            (error.Code, error.Reason, error.Resource, error.RetryDelay));
        Assert.Equal("3", error.Metadata["limit"]);
        Assert.Equal("The project cannot be created.\n  - project.code: is no code", error.ToString());
    }

    [Fact]
    public void Say_every_condition_that_is_not_met()
    {
        var exception = new Google.Rpc.Status
        {
            Code = (int)StatusCode.FailedPrecondition,
            Message = "The plan is not coherent.",
            Details =
            {
                Any.Pack(new PreconditionFailure
                {
                    Violations =
                    {
                        new PreconditionFailure.Types.Violation
                        {
                            Type = "MUST",
                            Subject = "hubs/x/plans/y/aims/z",
                            Description = "rests on no evidence",
                        },
                    },
                }),
            },
        }.ToRpcException();

        Assert.Equal(
            [new MasteryViolation("MUST", "hubs/x/plans/y/aims/z", "rests on no evidence")],
            exception.ToMasteryError().Violations);
    }

    [Fact]
    public void Without_details_are_code_and_message()
    {
        var error = new RpcException(
            new Grpc.Core.Status(StatusCode.Unavailable, "connection refused")).ToMasteryError();

        Assert.Equal((StatusCode.Unavailable, "", "connection refused"), (error.Code, error.Reason, error.ToString()));
        Assert.Empty(error.Violations);
    }
}
