using System.Collections;
using System.Collections.Concurrent;
using CsvHelper;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.Csv;

/// <summary>A List method of the contract (AIP-132) as a table.</summary>
public sealed class CsvList
{
    static readonly ConcurrentDictionary<MethodDescriptor, CsvList?> Known = new();

    readonly FieldDescriptor _rows;
    readonly FieldDescriptor _next;

    CsvList(FieldDescriptor rows, FieldDescriptor next)
    {
        _rows = rows;
        _next = next;
        Columns = CsvColumns.Of(rows.MessageType);
    }

    /// <summary>The columns of its rows.</summary>
    public CsvColumns Columns { get; }

    /// <summary>The list that a method answers; null where it answers none: it has no pages.</summary>
    public static CsvList? Of(MethodDescriptor method) => Known.GetOrAdd(method, Find);

    /// <summary>The rows of a page.</summary>
    public IEnumerable<IMessage> Rows(IMessage page) => ((IList)_rows.Accessor.GetValue(page)).Cast<IMessage>();

    /// <summary>The token of the page after; empty where there is none.</summary>
    public string NextPageToken(IMessage page) => (string)_next.Accessor.GetValue(page);

    /// <summary>Writes a page with its header.</summary>
    public void Write(IMessage page, Stream stream)
    {
        using var csv = CsvWriter.Create(stream, SafeCsv.Plain, leaveOpen: true);
        csv.WriteRecord([.. Columns.Names]);
        foreach (var row in Rows(page))
        {
            csv.WriteRecord(Columns.Cells(row));
        }
    }

    static CsvList? Find(MethodDescriptor method) =>
        !method.IsServerStreaming
            && method.InputType.FindFieldByName("page_token") is not null
            && method.OutputType.FindFieldByName("next_page_token") is { } next
            && method.OutputType.Fields.InDeclarationOrder().FirstOrDefault(field =>
                field is { IsRepeated: true, FieldType: FieldType.Message }) is { } rows
            ? new(rows, next) : null;
}
