using System.Collections.Concurrent;
using Grpc.Core;
using Mastery.Participants.V1;
using Microsoft.AspNetCore.Http;

namespace Mastery.Cli.Tests.Commands;

/// <summary>What a directory was sent, and how it is to answer.</summary>
sealed class Received
{
    public ConcurrentQueue<ImportSchoolsRequest> Schools { get; } = [];

    public ConcurrentQueue<ImportSuccessionsRequest> Successions { get; } = [];

    public ConcurrentQueue<ImportTrustsRequest> Trusts { get; } = [];

    public ConcurrentQueue<string> Filters { get; } = [];

    public ConcurrentQueue<ResolveSuccessionRequest> Resolved { get; } = [];

    public ConcurrentQueue<Google.Protobuf.IMessage> Imports { get; } = [];

    public ConcurrentQueue<Google.Protobuf.IMessage> Enquiries { get; } = [];

    public ConcurrentQueue<Google.Protobuf.IMessage> Clients { get; } = [];

    /// <summary>By what tokens were asked for.</summary>
    public ConcurrentQueue<IFormCollection> TokenForms { get; } = [];

    public ConcurrentQueue<Google.Protobuf.IMessage> Departments { get; } = [];

    /// <summary>What the services of people and Work Groups were asked.</summary>
    public ConcurrentQueue<Google.Protobuf.IMessage> Asked { get; } = [];

    /// <summary>Which change logs were read.</summary>
    public ConcurrentQueue<string> Logs { get; } = [];

    /// <summary>The last of a kind that they were asked.</summary>
    public T Last<T>() => Asked.OfType<T>().Last();

    /// <summary>A revision of participants that somebody changed.</summary>
    public long? ChangedRevision { get; set; }

    public string? RejectedUrn { get; set; }

    public Status? Refusal { get; set; }
}
