using System.Security.Cryptography;

namespace Mastery.Cli.Connection;

/// <summary>Files with the key of an API client.</summary>
static class KeyFile
{
    const string Private = "PRIVATE KEY-----";

    /// <summary>The public key of a file; of a private one the public part, so that nothing else is sent.</summary>
    /// <exception cref="IOException">It has a private key that cannot be read.</exception>
    public static async Task<string> ReadPublicAsync(string path, CancellationToken cancellation)
    {
        var text = await File.ReadAllTextAsync(path, cancellation);
        return !text.Contains(Private, StringComparison.Ordinal) ? text
            : PublicOf(ECDsa.Create(), text) ?? PublicOf(RSA.Create(), text) ?? throw new IOException(
                $"'{path}' has a private key that cannot be read: it must be PEM without a password, of the curve "
                + "P-256 or RSA. Nothing was sent.");
    }

    static string? PublicOf(AsymmetricAlgorithm key, string pem)
    {
        using (key)
        {
            try
            {
                key.ImportFromPem(pem);
                return key.ExportSubjectPublicKeyInfoPem();
            }
            catch (Exception exception) when (exception is CryptographicException or ArgumentException)
            {
                return null;
            }
        }
    }
}
