using System.CommandLine;
using CsvHelper;
using Google.Protobuf;
using Mastery.Cli.Commands;
using Mastery.Clients;
using Mastery.Csv;
using Spectre.Console;

namespace Mastery.Cli.Lists;

/// <summary>Makes commands of lists: all pages of a List method, as a table for people, as JSON or as CSV.</summary>
sealed class ListVerb(Terminal terminal, ConnectionOptions connection)
{
    const int PageSize = 1000;

    readonly Option<string?> _filter = new("--filter")
    {
        Description = "A further condition, as the API's filters are written (AIP-160).",
        HelpName = "text",
    };

    readonly Option<string?> _orderBy = new("--order-by")
    {
        Description = "The fields to sort by, as the API names them; each with ` desc` for the reverse.",
        HelpName = "fields",
    };

    readonly Option<bool> _ids = new("--ids") { Description = "Shows the names of the resources, for other commands." };

    readonly Option<string?> _to = new("--to")
    {
        Description = "Writes CSV to a file, as spreadsheets open it, instead of a table.",
        HelpName = "file",
    };

    /// <summary>The command of a list.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="description">What it lists.</param>
    /// <param name="list">The list.</param>
    /// <param name="hub">Which hub; null for lists of all.</param>
    public Command Build<TRequest, TResponse, TRow>(
        string name, string description, ListOf<TRequest, TResponse, TRow> list, HubOptions? hub = null)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new()
        where TRow : class, IMessage<TRow>, new()
    {
        var command = new ListCommand(name, description);
        list.Arguments.ToList().ForEach(command.Arguments.Add);
        Option[] paging =
        [
            .. Has<TRequest>("filter") ? [_filter] : Array.Empty<Option>(),
            .. Has<TRequest>("order_by") ? [_orderBy] : Array.Empty<Option>(),
        ];
        Option[] all = [.. list.Filters.Select(filter => filter.Option), .. paging, _ids, _to];
        all.ToList().ForEach(command.Options.Add);
        command.Calls(terminal, connection, async (api, parsed, cancellation) =>
        {
            var call = new ListCall(api, parsed, hub?.Name(parsed) ?? "", cancellation);
            var rows = Paging.AllAsync(
                list.Choose?.Invoke(call) ?? list.Method(api), await RequestAsync(list, call), list.Rows, cancellation);
            await WriteAsync(list, call, list.Limit?.Invoke(call) is { } limit ? rows.Take(limit) : rows);
        }, hub);
        return command;
    }

    async Task<TRequest> RequestAsync<TRequest, TResponse, TRow>(
        ListOf<TRequest, TResponse, TRow> list, ListCall call) where TRequest : class, IMessage<TRequest>, new()
    {
        var request = new TRequest();
        Set(request, "page_size", PageSize);
        Set(request, "order_by", call.Parsed.GetValue(_orderBy) ?? list.OrderBy);
        if (list.Parent is { } parent)
        {
            Set(request, "parent", await parent(call));
        }

        if (list.Refine is { } refine)
        {
            await refine(call, request);
        }

        List<string> conditions = [];
        foreach (var filter in list.Filters)
        {
            conditions.AddRange(await filter.Condition(call) is { } condition ? [condition] : []);
        }

        conditions.AddRange(call.Parsed.GetValue(_filter) is { Length: > 0 } text ? [$"({text})"] : []);
        Set(request, "filter", string.Join(" AND ", conditions));
        return request;
    }

    async Task WriteAsync<TRequest, TResponse, TRow>(
        ListOf<TRequest, TResponse, TRow> list, ListCall call, IAsyncEnumerable<TRow> rows)
        where TResponse : class, IMessage<TResponse>, new()
        where TRow : class, IMessage<TRow>, new()
    {
        if (call.Parsed.GetValue(_to) is { } path)
        {
            await using var file = CsvWriter.ToFile(path, SafeCsv.ForSpreadsheets);
            var count = await WriteCsvAsync(file, rows);
            terminal.Error.WriteLine($"{path}: {Counted(list.Noun, count)}");
        }
        else if (connection.Output(call.Parsed) == OutputForm.Csv)
        {
            await using var csv = CsvWriter.Create(terminal.OutputWriter, SafeCsv.Plain, leaveOpen: true);
            await WriteCsvAsync(csv, rows);
        }
        else if (connection.Json(call.Parsed))
        {
            await WriteJsonAsync<TResponse, TRow>(rows);
        }
        else if (list.Lines is { } lines)
        {
            await WriteLinesAsync(list.Noun, lines, rows);
        }
        else
        {
            await WriteTableAsync(list, call, await rows.ToListAsync(call.Cancellation));
        }
    }

    async Task WriteLinesAsync<TRow>(
        (string One, string Many) noun, Func<TRow, IEnumerable<string>> lines, IAsyncEnumerable<TRow> rows)
    {
        var count = 0;
        await foreach (var row in rows)
        {
            lines(row).ToList().ForEach(terminal.Out.WriteLine);
            count++;
        }

        terminal.Out.WriteLine($"{Counted(noun, count)}.");
    }

    static async Task<int> WriteCsvAsync<TRow>(CsvWriter csv, IAsyncEnumerable<TRow> rows)
        where TRow : class, IMessage<TRow>, new()
    {
        var columns = CsvColumns.Of(new TRow().Descriptor);
        csv.WriteRecord([.. columns.Names]);
        var count = 0;
        await foreach (var row in rows)
        {
            csv.WriteRecord(columns.Cells(row));
            count++;
        }

        return count;
    }

    async Task WriteJsonAsync<TResponse, TRow>(IAsyncEnumerable<TRow> rows)
        where TResponse : class, IMessage<TResponse>, new()
        where TRow : class, IMessage<TRow>, new()
    {
        var answer = new TResponse();
        var field = answer.Descriptor.Fields.InDeclarationOrder().First(field => field.IsRepeated);
        var all = (System.Collections.IList)field.Accessor.GetValue(answer);
        await foreach (var row in rows)
        {
            all.Add(row);
        }

        terminal.OutputWriter.WriteLine(JsonFormatter.Default.Format(answer));
    }

    async Task WriteTableAsync<TRequest, TResponse, TRow>(
        ListOf<TRequest, TResponse, TRow> list, ListCall call, List<TRow> rows) where TRow : class, IMessage<TRow>
    {
        List<ListColumn<TRow>> columns = [.. list.Columns];
        if (call.Parsed.GetValue(_ids) && rows is [var first, ..]
            && first.Descriptor.FindFieldByName("name") is { } name)
        {
            columns.Insert(0, new("name", (row, _) => (string)name.Accessor.GetValue(row), int.MaxValue));
        }

        if (rows.Count > 0)
        {
            var names = new Names(call.Api, call.Cancellation);
            Cells(columns, rows, names);
            await names.LoadAsync();
            var cells = Cells(columns, rows, names);
            if (list.OrderBy.Length == 0 && !list.KeepsOrder && call.Parsed.GetValue(_orderBy) is null)
            {
                cells = [.. cells.OrderBy(row => row[0], StringComparer.OrdinalIgnoreCase)];
            }

            ListTable.Write(terminal, [.. columns.Select(column =>
                new ListTableColumn(column.Title, column.Least, column.Right))], cells);
        }

        terminal.Out.WriteLine($"{Counted(list.Noun, rows.Count)}. {list.Advice}".TrimEnd());
    }

    /// <summary>The text of every cell, on one line.</summary>
    static List<string[]> Cells<TRow>(List<ListColumn<TRow>> columns, List<TRow> rows, Names names) =>
        [.. rows.Select(row => columns.Select(column =>
            column.Text(row, names).ReplaceLineEndings(" ").Trim()).ToArray())];

    static string Counted((string One, string Many) noun, int count) =>
        count == 0 ? $"No {noun.Many}" : $"{count:N0} {(count == 1 ? noun.One : noun.Many)}";

    static bool Has<TRequest>(string field) where TRequest : IMessage, new() =>
        new TRequest().Descriptor.FindFieldByName(field) is not null;

    static void Set(IMessage request, string field, object value) =>
        request.Descriptor.FindFieldByName(field)?.Accessor.SetValue(request, value);
}
