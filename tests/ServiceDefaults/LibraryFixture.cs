using System.Text.Json;
using Mastery.Library;
using Mastery.Testing;

namespace Mastery.ServiceDefaults.Tests;

/// <summary>The library service on a port and a database of its own, for one class of tests.</summary>
public sealed class LibraryFixture() : ServiceFixture<LibraryService>("library")
{
    /// <summary>A hub that no other test uses.</summary>
    public static string NewHub() => $"hub-{Guid.NewGuid():N}";

    /// <summary>A token for one hub with every scope of the library but those left out.</summary>
    public static Token Token(string hub, params string[] without) => new()
    {
        Hubs = [hub],
        Scopes = [.. Scopes.Except(without)],
    };

    static readonly string[] Scopes =
        ["shelves.read", "shelves.write", "shelves.sensitive", "themes.read", "themes.write", "national.read"];

    /// <summary>A client for one hub.</summary>
    public Library.V1.LibraryService.LibraryServiceClient Library(string hub, params string[] without) =>
        Client<Library.V1.LibraryService.LibraryServiceClient>(Token(hub, without));

    /// <summary>The HTTP side for one hub.</summary>
    public HttpClient Http(string hub, params string[] without) => Service.Http(Token(hub, without));
}
