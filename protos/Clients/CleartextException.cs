namespace Mastery.Clients;

/// <summary>A secret or a token would be sent to another machine without encryption.</summary>
public sealed class CleartextException : InvalidOperationException
{
    internal CleartextException(string option, Uri address)
        : base($"{option} {address} would send secrets and tokens to another machine without encryption: use https, "
            + $"or set {nameof(MasteryClientOptions.AllowCleartext)} where the network lets nobody else in.") =>
        Address = address;

    /// <summary>The address.</summary>
    public Uri Address { get; }
}
