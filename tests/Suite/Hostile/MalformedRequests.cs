using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using Mastery.Contracts;

namespace Mastery.Suite.Tests.Hostile;

/// <summary>Requests to the methods of the contracts that are wrong in random ways, the same for the same
/// seed.</summary>
sealed partial class MalformedRequests(int seed)
{
    static readonly string[] Texts =
    [
        "", " ", "\0", "\u200B", "\uFEFF", "null", "-", "..", "%00", "%2F", "%C3%28", "hubs/-", "hubs/*",
        "'; DROP TABLE school; --", "${jndi:ldap://127.0.0.1/a}", "99999999999999999999", "NaN", "1e400",
        "9999-12-31", "0000-00-00", "é", "e\u0301",
        "\u202Etxt", "😀", new('a', 5_000), "{\"a\":1}", "<script>", "a=b AND", "order by 1", "name:*", "*",
    ];

    static readonly string[] MediaTypes =
    [
        "application/json", "application/json", "application/json", "application/json; charset=\"utf-8\"",
        "application/json; charset=utf-16", "application/merge-patch+json", "text/plain",
        "application/x-www-form-urlencoded", "application/problem+json", "multipart/form-data; boundary=a",
        "*/*", ";;;", "application/x-ndjson", "application/x-ndjson; charset=latin1", "text/csv",
    ];

    static readonly string[] Tokens =
    [
        "Bearer", "Bearer ", "Bearer a.b.c", "Bearer a.b", "Bearer eyJhbGciOiJub25lIn0.e30.", "Basic YTpi", "bearer a",
        "Bearer " + new string('a', 7_000), "Bearer " + new string('.', 500), "DPoP a", "Bearer a, Bearer b", ",", "\"",
    ];

    static readonly (string Name, string Value)[] Headers =
    [
        ("If-Match", "\"r1\""), ("If-Match", "*"), ("If-Match", "\"\", ,,"), ("If-None-Match", "W/\"r1\""),
        ("Idempotency-Key", "x"), ("Idempotency-Key", "\"00000000-0000-0000-0000-000000000000\""),
        ("Accept", "application/problem+json"),
        ("Accept", "text/html;q=9"), ("Accept-Encoding", "br;q=1, gzip"), ("Range", "bytes=0-1"),
        ("Expect", "nothing"),
        ("X-HTTP-Method-Override", "DELETE"), ("X-Forwarded-For", "::1, 'x'"), ("grpc-timeout", "0S"),
        ("traceparent", "00-0"),
    ];

    static readonly string[] Parameters =
    [
        "pageSize", "page_size", "pageToken", "filter", "orderBy", "updateMask", "requestId", "validateOnly", "etag",
        "x.y",
    ];

    readonly Random _random = new(seed);

    /// <summary>A REST request; its token is the caller's to add.</summary>
    public HttpRequestMessage Rest()
    {
        var method = Pick(ContractIndex.Methods);
        var (verb, template, body) = method.Routes.Count > 0 ? Parts(Pick(method.Routes)) : ("GET", "/v1/nothing", "");
        if (_random.Next(10) == 0)
        {
            verb = Pick(["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW"]);
        }

        var request = new HttpRequestMessage(new(verb), new Uri(Path(template) + Query(), UriKind.Relative));
        if (body.Length > 0 || _random.Next(10) == 0)
        {
            request.Content = new ByteArrayContent(Json(_random.Next(2) == 0 ? Pick(ContractIndex.Methods) : method));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", Pick(MediaTypes));
            if (_random.Next(20) == 0)
            {
                request.Content.Headers.TryAddWithoutValidation(
                    "Content-Encoding", Pick(["gzip", "br", "deflate", "zstd", "x"]));
            }
        }

        if (_random.Next(3) == 0)
        {
            var (name, value) = Pick(Headers);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>Something that is no token; null for most requests.</summary>
    public string? Token() => _random.Next(12) == 0 ? Pick(Tokens) : null;

    /// <summary>A gRPC request over HTTP/2; its token is the caller's to add.</summary>
    public HttpRequestMessage Grpc()
    {
        string[] paths = [.. ContractIndex.Methods.Select(method => method.Path), "/grpc.health.v1.Health/Check"];
        var path = Pick(paths);
        if (_random.Next(12) == 0)
        {
            path = Pick([path + "/", path.ToUpperInvariant(), path + "x", "/a.B/C", path + "?a=b"]);
        }

        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Frame()),
        };
        request.Content.Headers.TryAddWithoutValidation(
            "Content-Type", _random.Next(10) == 0 ? "application/grpc+x" : "application/grpc");
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        if (_random.Next(6) == 0)
        {
            request.Headers.TryAddWithoutValidation("grpc-timeout", Pick(["0S", "1n", "-1S", "99999999H", "x", "10S"]));
        }

        if (_random.Next(6) == 0)
        {
            request.Headers.TryAddWithoutValidation("grpc-encoding", Pick(["gzip", "identity", "snappy", "x"]));
        }

        return request;
    }

    [GeneratedRegex(@"\{[^=}]+=([^}]+)\}")]
    private static partial Regex Variable();

    static (string Verb, string Template, string Body) Parts(ContractRoute route) =>
        (route.Verb, route.Template, route.Body);

    string Path(string template)
    {
        var path = Variable().Replace(template, "$1");
        return string.Join('/', path.Split('/').Select(segment => segment.StartsWith('*')
            ? (_random.Next(3) == 0 ? Uri.EscapeDataString(Printable()) : "malformed") + segment[1..]
            : segment));
    }

    string Printable() => new([.. Pick(Texts).Where(character => character > ' ').Take(200)]);

    string Query() => _random.Next(4) != 0
        ? ""
        : "?" + string.Join('&', Enumerable.Range(0, _random.Next(1, 4)).Select(_ =>
            Pick(Parameters) + "=" + Uri.EscapeDataString(Printable())));

    byte[] Json(ContractMethod method)
    {
        var json = new StringBuilder();
        var records = method.Descriptor.IsClientStreaming ? method.Descriptor.InputType.Fields.InDeclarationOrder()
            .FirstOrDefault(field => field is { IsRepeated: true, FieldType: FieldType.Message }) : null;
        for (var lines = records is null ? 1 : _random.Next(1, 5); lines > 0; lines--)
        {
            Object(json, records?.MessageType ?? method.Descriptor.InputType, 0);
            json.Append(records is null ? "" : Pick(["\n", "\n", "\n", "\r\n", "", ",", "\n\n", "\0", "\u2028"]));
        }

        var bytes = Encoding.UTF8.GetBytes(json.ToString());
        for (var edits = _random.Next(4) == 0 ? _random.Next(1, 4) : 0; edits > 0 && bytes.Length > 0; edits--)
        {
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        }

        return _random.Next(20) == 0 ? bytes[..(bytes.Length / 2)] : bytes;
    }

    void Object(StringBuilder json, MessageDescriptor type, int depth)
    {
        json.Append('{');
        var first = true;
        foreach (var field in type.Fields.InDeclarationOrder().Where(_ => _random.Next(2) == 0))
        {
            var name = _random.Next(30) == 0 ? "nothing" : field.JsonName;
            json.Append(first ? "" : ",").Append('"').Append(name).Append("\":");
            Value(json, field, depth);
            first = false;
        }

        json.Append('}');
    }

    void Value(StringBuilder json, FieldDescriptor field, int depth)
    {
        if (field is { FieldType: FieldType.Message, IsMap: false } && depth < 4 && _random.Next(5) > 0)
        {
            json.Append(field.IsRepeated ? "[" : "");
            Object(json, field.MessageType, depth + 1);
            json.Append(field.IsRepeated ? "]" : "");
            return;
        }

        json.Append(_random.Next(6) switch
        {
            0 => "null",
            1 => _random.Next(int.MinValue, int.MaxValue).ToString(CultureInfo.InvariantCulture),
            2 => Pick(["true", "[]", "{}", "[null]", "1e400", "-0.0", "[[[[]]]]", "18446744073709551616"]),
            _ => System.Text.Json.JsonSerializer.Serialize(Pick(Texts)),
        });
    }

    byte[] Frame()
    {
        var message = new byte[_random.Next(80)];
        _random.NextBytes(message);
        if (_random.Next(3) == 0)
        {
            // A text in field 1: the shape of most requests.
            byte[] text = [.. Encoding.UTF8.GetBytes(Pick(Texts)).Take(100)];
            message = [10, (byte)text.Length, .. text];
        }

        var frame = new byte[5 + message.Length];
        frame[0] = (byte)(_random.Next(8) == 0 ? _random.Next(256) : 0);
        BinaryPrimitives.WriteInt32BigEndian(
            frame.AsSpan(1),
            _random.Next(8) == 0 ? _random.Next(int.MinValue, int.MaxValue) : message.Length);
        message.CopyTo(frame, 5);
        return _random.Next(12) == 0 ? frame[.._random.Next(frame.Length)] : frame;
    }

    T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
