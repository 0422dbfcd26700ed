using Google.Protobuf;
using Grpc.Core;

namespace Mastery.Fakes;

/// <summary>A call that the fake got.</summary>
/// <param name="Method">The method's name, for example <c>ApplyRosterSync</c>.</param>
/// <param name="Requests">What was sent: one message, or those of a stream.</param>
/// <param name="Code">What it was answered with.</param>
public sealed record FakeCall(string Method, IReadOnlyList<IMessage> Requests, StatusCode Code);
