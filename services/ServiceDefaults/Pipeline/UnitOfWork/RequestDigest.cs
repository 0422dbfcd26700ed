using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Mastery.ServiceDefaults;

/// <summary>What tells one request from another under the same request id: the method and its messages.</summary>
sealed class RequestDigest : IDisposable
{
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public RequestDigest(string method) => _hash.AppendData(Encoding.UTF8.GetBytes(method));

    /// <summary>The digest of what was appended so far.</summary>
    public byte[] Value => _hash.GetCurrentHash();

    /// <summary>The digest of a request of one message.</summary>
    public static byte[] Of(string method, IMessage request)
    {
        using var digest = new RequestDigest(method);
        digest.Append(request);
        return digest.Value;
    }

    public void Append(IMessage message) => _hash.AppendData(message.ToByteArray());

    public void Dispose() => _hash.Dispose();
}
