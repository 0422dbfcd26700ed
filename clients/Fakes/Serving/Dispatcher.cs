using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Mastery.Contracts;
using Mastery.Fakes.Resources;

namespace Mastery.Fakes.Serving;

using Handler = Func<IReadOnlyList<IMessage>, IMessage>;

/// <summary>Answers calls one at a time, by the handlers of methods.</summary>
sealed class Dispatcher(ResourceStore store)
{
    static readonly ILookup<string, MethodDescriptor> Methods =
        ContractIndex.Methods.ToLookup(method => method.Descriptor.Name, method => method.Descriptor);

    readonly ConcurrentDictionary<MethodDescriptor, Handler> _handlers = new();
    readonly ConcurrentDictionary<(string Method, string RequestId), IMessage> _done = new();
    readonly ConcurrentQueue<FakeCall> _calls = new();
    readonly List<(string Method, RpcException? Failure, TimeSpan Delay)> _planned = [];

    public IReadOnlyList<FakeCall> Calls => [.. _calls];

    public void Handle(string method, Handler handler) => _handlers[MethodOf(method)] = handler;

    public void Answer<TRequest, TResponse>(string method, Func<TRequest, TResponse> answer)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var descriptor = MethodOf(method);
        if (descriptor.InputType.ClrType != typeof(TRequest) || descriptor.OutputType.ClrType != typeof(TResponse)
            || descriptor.IsClientStreaming)
        {
            throw new ArgumentException($"{method} takes {descriptor.InputType.ClrType.Name} and answers "
                + $"{descriptor.OutputType.ClrType.Name}{(descriptor.IsClientStreaming ? ", as a stream" : "")}.");
        }

        _handlers[descriptor] = requests => answer((TRequest)requests[0]);
    }

    public void Fail(string method, int times, RpcException failure) => Plan(method, times, failure, default);

    public void Delay(string method, int times, TimeSpan delay) => Plan(method, times, null, delay);

    /// <summary>Does a call.</summary>
    public async Task<IMessage> CallAsync(
        MethodDescriptor method, IReadOnlyList<IMessage> requests, ServerCallContext call)
    {
        var code = StatusCode.OK;
        try
        {
            var (failure, delay) = Planned(method.Name);
            await Task.Delay(delay, call.CancellationToken);
            return failure is null ? Answered(method, requests) : throw failure;
        }
        catch (Exception exception)
        {
            code = exception switch
            {
                RpcException refusal => refusal.StatusCode,
                OperationCanceledException => StatusCode.Cancelled,
                _ => StatusCode.Internal,
            };
            throw exception is RpcException or OperationCanceledException ? exception : new RpcException(
                new(StatusCode.Internal, $"The answer to {method.Name} failed: {exception.Message}", exception));
        }
        finally
        {
            _calls.Enqueue(new(method.Name, requests, code));
        }
    }

    /// <summary>The answer of a handler, or what the same request id was answered with before.</summary>
    IMessage Answered(MethodDescriptor method, IReadOnlyList<IMessage> requests)
    {
        if (!_handlers.TryGetValue(method, out var handler))
        {
            throw FakeError.Unimplemented(method.Name);
        }

        lock (store.Gate)
        {
            var id = requests.Count > 0 ? RequestId(requests[0]) : "";
            if (id.Length == 0)
            {
                return handler(requests);
            }

            return _done.TryGetValue((method.Name, id), out var known)
                ? known
                : _done[(method.Name, id)] = handler(requests);
        }
    }

    static string RequestId(IMessage request) =>
        request.Descriptor.FindFieldByName("request_id")?.Accessor.GetValue(request) as string ?? "";

    void Plan(string method, int times, RpcException? failure, TimeSpan delay)
    {
        MethodOf(method);
        lock (_planned)
        {
            _planned.AddRange(Enumerable.Repeat((method, failure, delay), times));
        }
    }

    (RpcException? Failure, TimeSpan Delay) Planned(string method)
    {
        lock (_planned)
        {
            var place = _planned.FindIndex(planned => planned.Method == method);
            if (place < 0)
            {
                return default;
            }

            var (_, failure, delay) = _planned[place];
            _planned.RemoveAt(place);
            return (failure, delay);
        }
    }

    static MethodDescriptor MethodOf(string name) => Methods[name].ToList() is [var method]
        ? method
        : throw new ArgumentException($"The contract has no method {name}, or several.", nameof(name));
}
