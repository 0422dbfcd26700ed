using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Mastery.Local;

namespace Mastery.Suite.Tests.Readmes;

/// <summary>The verifier of webhooks in the README of the .NET package.</summary>
public sealed partial class WebhookSampleTests
{
    const string Body = "{\"type\":\"plan.updated\"}";

    static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public void Accepts_what_is_signed_and_refuses_what_was_changed_or_is_old()
    {
        var check = CSharpSample.Compile(Sample() + "\nstatic class Program { static void Main() { } }")
            .GetType("WebhookSignature")!.GetMethod("IsValid")!;
        var (time, old) = ($"{Now.ToUnixTimeSeconds()}", $"{Now.AddMinutes(-6).ToUnixTimeSeconds()}");

        bool IsValid(string id, string timestamp, string signatures, string body) => (bool)check.Invoke(
            null, [$"whsec_{Convert.ToBase64String(Key)}", id, timestamp, signatures, body, Now])!;

        Assert.True(IsValid("id", time, Signature(time), Body));
        Assert.True(IsValid("id", time, $"v1,c29tZXRoaW5n {Signature(time)}", Body));
        Assert.False(IsValid("id", time, Signature(time), $"{Body} "));
        Assert.False(IsValid("another", time, Signature(time), Body));
        Assert.False(IsValid("id", old, Signature(old), Body));
        Assert.False(IsValid("id", time, "", Body));
    }

    static string Signature(string timestamp) => "v1," + Convert.ToBase64String(
        HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"id.{timestamp}.{Body}")));

    static string Sample() => Blocks()
        .Matches(File.ReadAllText(Path.Combine(Programs.Checkout, "protos", "Clients", "README.md")))
        .Select(block => block.Groups[1].Value)
        .Single(block => block.Contains("class WebhookSignature", StringComparison.Ordinal));

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
