using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Mastery.ServiceDefaults;

/// <summary>What tells one request from another under the same request id: the method and its messages, without the id
/// itself, which can be written in several ways.</summary>
sealed class RequestDigest : IDisposable
{
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly FieldDescriptor? _requestId;

    /// <param name="contract">The method.</param>
    /// <param name="bound">What the caller is bound to, null for nothing: what it may see is part of what it asks
    /// for.</param>
    public RequestDigest(MethodContract contract, string? bound)
    {
        _requestId = contract.RequestId;
        _hash.AppendData(Encoding.UTF8.GetBytes(contract.Method.FullName + bound));
    }

    /// <summary>The digest of what was appended so far.</summary>
    public byte[] Value => _hash.GetCurrentHash();

    /// <summary>The digest of a request of one message.</summary>
    public static byte[] Of(MethodContract contract, string? bound, IMessage request)
    {
        using var digest = new RequestDigest(contract, bound);
        digest.Append(request);
        return digest.Value;
    }

    public void Append(IMessage message)
    {
        var id = _requestId?.Accessor.GetValue(message);
        _requestId?.Accessor.Clear(message);
        _hash.AppendData(message.ToByteArray());
        _requestId?.Accessor.SetValue(message, id);
    }

    public void Dispose() => _hash.Dispose();
}
