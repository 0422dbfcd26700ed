namespace Mastery.Gateway.Forwarding;

/// <summary>One address of a service.</summary>
sealed class Destination
{
    volatile string _notReadyReason = "has not answered yet";

    public Destination(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"'{address}' is no http or https address of a service.");
        }

        Address = uri;
        Prefix = uri.GetLeftPart(UriPartial.Authority);
    }

    public Uri Address { get; }

    /// <summary>Scheme, host and port, which come before the path.</summary>
    public string Prefix { get; }

    public bool IsReady => _notReadyReason.Length == 0;

    /// <summary>Why it is not ready; empty when it is.</summary>
    public string NotReadyReason
    {
        get => _notReadyReason;
        set => _notReadyReason = value;
    }
}
