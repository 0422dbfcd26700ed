using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.ServiceDefaults;

/// <summary>What a List request says about paging, filter and order (AIP-158, AIP-160, AIP-132).</summary>
public sealed class ListRequest
{
    const int DefaultSize = 50;
    const int LargestSize = 1000;

    static readonly ConcurrentDictionary<MessageDescriptor, Fields> Known = new();

    readonly IMessage _request;

    ListRequest(IMessage request, Fields fields)
    {
        _request = request;
        var size = fields.Size is null ? 0 : (int)fields.Size.Accessor.GetValue(request);
        Size = size switch
        {
            < 0 => throw ApiError.Invalid("page_size", "may not be negative"),
            0 => DefaultSize,
            _ => Math.Min(size, LargestSize),
        };
        Token = Text(fields.Token, request);
        Filter = Text(fields.Filter, request);
        OrderBy = Text(fields.OrderBy, request);
    }

    /// <summary>How many rows a page holds: 50 unless asked for, at most 1,000.</summary>
    public int Size { get; }

    /// <summary>Where the page starts; empty for the first.</summary>
    public string Token { get; }

    /// <summary>The AIP-160 filter; empty for none.</summary>
    public string Filter { get; }

    /// <summary>The AIP-132 order; empty for the list's own.</summary>
    public string OrderBy { get; }

    /// <summary>Reads the paging fields of a List request.</summary>
    /// <exception cref="ApiError">INVALID_ARGUMENT when <c>page_size</c> is negative.</exception>
    public static ListRequest From(IMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ListRequest(request, Known.GetOrAdd(request.Descriptor, descriptor => new Fields(descriptor)));
    }

    /// <summary>The arguments to which a token is bound: everything but the page itself.</summary>
    internal byte[] Arguments()
    {
        var copy = _request.Descriptor.Parser.ParseFrom(_request.ToByteArray());
        var fields = Known[_request.Descriptor];
        fields.Size?.Accessor.Clear(copy);
        fields.Token?.Accessor.Clear(copy);
        return copy.ToByteArray();
    }

    static string Text(FieldDescriptor? field, IMessage request) => field is null ? ""
        : (string)field.Accessor.GetValue(request);

    sealed class Fields(MessageDescriptor message)
    {
        public FieldDescriptor? Size { get; } = Find(message, "page_size", FieldType.Int32);

        public FieldDescriptor? Token { get; } = Find(message, "page_token", FieldType.String);

        public FieldDescriptor? Filter { get; } = Find(message, "filter", FieldType.String);

        public FieldDescriptor? OrderBy { get; } = Find(message, "order_by", FieldType.String);

        static FieldDescriptor? Find(MessageDescriptor message, string name, FieldType type) =>
            message.FindFieldByName(name) is { IsRepeated: false } field && field.FieldType == type ? field : null;
    }
}
