using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Mastery.Cli.Connection;

/// <summary>Makes requests repeatable: the id of a request is computed from its content, so it takes effect
/// once.</summary>
static class Repeatable
{
    /// <summary>Sets the <c>request_id</c> of a request that has none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="version">The version of what it changes, where the request does not say it: the same request about
    /// a later version is another one.</param>
    public static T WithRequestId<T>(this T request, string version = "") where T : IMessage
    {
        var id = SHA256.HashData(
        [
            .. Encoding.UTF8.GetBytes(request.Descriptor.FullName), .. request.ToByteArray(),
            .. Encoding.UTF8.GetBytes(version),
        ]).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x40);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        request.Descriptor.FindFieldByName("request_id").Accessor.SetValue(
            request, new Guid(id, bigEndian: true).ToString());
        return request;
    }
}
