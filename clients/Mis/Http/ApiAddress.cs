namespace Mastery.Mis.Http;

/// <summary>Where secrets and staff may be sent to and read from.</summary>
static class ApiAddress
{
    /// <summary>An address that is encrypted or on this machine, with a slash at its end.</summary>
    /// <exception cref="StaffSourceException">It is neither.</exception>
    public static Uri Base(Uri address) => address.AbsoluteUri.EndsWith('/') ? Secure(address)
        : Secure(new(address.AbsoluteUri + "/"));

    /// <summary>An address that is encrypted or on this machine.</summary>
    /// <exception cref="StaffSourceException">It is neither.</exception>
    public static Uri Secure(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback) ? address
            : throw new StaffSourceException($"{address.GetLeftPart(UriPartial.Authority)} is not encrypted: the "
                + "address of an API must begin with https.");

    /// <summary>The next page, which must be at the same host: the token is sent there.</summary>
    /// <exception cref="StaffSourceException">It is elsewhere.</exception>
    public static Uri Next(Uri page, string next) =>
        Uri.TryCreate(page, next, out var address) && address.GetLeftPart(UriPartial.Authority)
            .Equals(page.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase) ? address
            : throw new StaffSourceException(
                $"{page.Host} gives a next page at another host. It was not followed.");
}
