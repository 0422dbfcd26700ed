using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace Mastery.Deploy.Tests.Kubernetes;

/// <summary>What <c>kubectl apply -k</c> would send for the local overlay, rendered once and read strictly.</summary>
public sealed class Manifests : IAsyncLifetime
{
    /// <summary>Why manifests cannot be looked at.</summary>
    public const string Missing = "kubectl is not installed: it renders deploy/kubernetes.";

    static readonly JsonSerializerOptions Strict = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    IReadOnlyList<JsonObject>? _documents;

    /// <summary>Every document, as plain data.</summary>
    public IReadOnlyList<JsonObject> Documents
    {
        get
        {
            Assert.SkipWhen(_documents is null, $"{Missing} In CI this fails.");
            return _documents!;
        }
    }

    public static IEnumerable<string> Programs =>
        Mastery.Local.Programs.Services.Select(service => service.Name).Append("gateway");

    public async ValueTask InitializeAsync()
    {
        if (Kubectl is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Missing);
        }
        else
        {
            _documents = StrictYaml.Read(await RenderAsync(
                Kubectl, Path.Combine(Mastery.Local.Programs.Checkout, "deploy", "kubernetes", "overlays", "local")));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The documents of a kind, read strictly.</summary>
    public IEnumerable<T> All<T>() where T : IKubernetesObject<V1ObjectMeta> =>
        Documents.Where(document => TypeOf(document) == typeof(T)).Select(document => (T)Read(document));

    /// <summary>Reads a document as the API server would: no unknown field, no value of another type.</summary>
    /// <exception cref="JsonException">It has such a field or value; the message says where.</exception>
    public static object Read(JsonObject document) => document.Deserialize(TypeOf(document), Strict)!;

    /// <summary>The model of a document's kind.</summary>
    public static Type TypeOf(JsonObject document) =>
        Models.GetValueOrDefault($"{document["apiVersion"]}/{document["kind"]}")
            ?? throw new JsonException($"Kubernetes has no {document["kind"]} in {document["apiVersion"]}.");

    static readonly Dictionary<string, Type> Models = typeof(V1Deployment).Assembly.GetExportedTypes()
        .Where(
            type => type.IsDefined(typeof(KubernetesEntityAttribute), false)
                && !type.Name.EndsWith("List", StringComparison.Ordinal))
        .DistinctBy(Key)
        .ToDictionary(Key);

    /// <summary>The path of kubectl; null where it is not installed.</summary>
    public static string? Kubectl { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, "kubectl"), Path.Combine(folder, "kubectl.exe") })
        .FirstOrDefault(File.Exists);

    static string Key(Type type)
    {
        var entity = (KubernetesEntityAttribute)type.GetCustomAttributes(typeof(KubernetesEntityAttribute), false)[0];
        return entity.Group.Length == 0
            ? $"{entity.ApiVersion}/{entity.Kind}"
            : $"{entity.Group}/{entity.ApiVersion}/{entity.Kind}";
    }

    /// <summary>What <c>kubectl apply -k</c> would send for a folder.</summary>
    public static async Task<string> RenderAsync(string kubectl, string folder)
    {
        var start = new ProcessStartInfo(kubectl, ["kustomize", folder])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"kubectl kustomize fails:\n{await errors}");
        // Warnings, of a field that is deprecated for example, are written there too.
        Assert.Equal("", await errors);
        return output;
    }
}
