using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mastery.Suite.Tests.Documented;

/// <summary>Calls operations by their ids, as a program made from the document would.</summary>
sealed partial class DocumentedCalls(HttpClient http, string token)
{
    /// <summary>The operations that were called.</summary>
    public HashSet<string> Called { get; } = [];

    /// <summary>Calls an operation, which must succeed and answer as the document states.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="name">The resource or parent whose ids are in its path, for example <c>hubs/x/plans/y</c>.</param>
    /// <param name="body">The body of the request.</param>
    /// <param name="query">The query, without <c>?</c>.</param>
    public async Task<JsonElement> CallAsync(string id, string name = "", object? body = null, string query = "")
    {
        var operation = ApiDocument.Operation(id);
        using var request = new HttpRequestMessage(new(operation.Verb), $"{Filled(operation.Path, name)}?{query}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = operation.Node["requestBody"] is null ? null : JsonContent.Create(body ?? new { });

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        var content = await ApiDocument.CheckAsync(operation, answer);
        Assert.True(answer.IsSuccessStatusCode, $"{id}: {content}");
        Assert.Contains((int)answer.StatusCode, operation.Statuses);
        Called.Add(id);
        return content;
    }

    /// <summary>The same, and the name of the resource that is answered.</summary>
    public async Task<string> NameAsync(string id, string name = "", object? body = null, string query = "") =>
        (await CallAsync(id, name, body, query)).GetProperty("name").GetString()!;

    static string Filled(string path, string name)
    {
        var ids = new Queue<string>(name.Split('/').Where((_, index) => index % 2 == 1));
        return Parameter().Replace(path, _ => ids.Dequeue());
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
