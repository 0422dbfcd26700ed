using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Mastery.Clients;

/// <summary>Reads all pages of a list (AIP-158).</summary>
public static class Paging
{
    /// <summary>
    /// Every item of a list. The next page is fetched only when all items of the last one have been read:
    /// <code>
    /// await foreach (var school in Paging.AllAsync(directory.ListSchoolsAsync, new ListSchoolsRequest(), page =&gt;
    /// page.Schools))
    /// </code>
    /// </summary>
    /// <typeparam name="TRequest">The list's request, with <c>page_token</c>.</typeparam>
    /// <typeparam name="TResponse">The list's answer, with <c>next_page_token</c>.</typeparam>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="list">The client's list method.</param>
    /// <param name="request">What to list; its page token says where to begin, its page size how much to fetch at once.
    /// It is not changed.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="RpcException">A page could not be read.</exception>
    public static async IAsyncEnumerable<T> AllAsync<TRequest, TResponse, T>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> list,
        TRequest request,
        Func<TResponse, IEnumerable<T>> items,
        [EnumeratorCancellation] CancellationToken cancellation = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var next = request.Clone();
        var token = Field(next, "page_token");
        do
        {
            var page = await list(next, new CallOptions(cancellationToken: cancellation));
            foreach (var item in items(page))
            {
                yield return item;
            }

            token.Accessor.SetValue(next, Field(page, "next_page_token").Accessor.GetValue(page));
        }
        while (token.Accessor.GetValue(next) is not "");
    }

    static FieldDescriptor Field(IMessage message, string name) => message.Descriptor.FindFieldByName(name)
        ?? throw new ArgumentException($"{message.Descriptor.FullName} has no {name}: it is no part of a paged list.");
}
