namespace Mastery.Access;

/// <summary>Errors of the token endpoint that OpenIddict has no status for.</summary>
static class TokenErrors
{
    /// <summary>Writes an error in the form of RFC 6749, section 5.2.</summary>
    public static Task WriteAsync(
        HttpResponse response, int status, string retryAfter, string error, string description)
    {
        response.StatusCode = status;
        response.Headers.RetryAfter = retryAfter;
        response.Headers.CacheControl = "no-store";
        return response.WriteAsJsonAsync(new Dictionary<string, string>
        {
            ["error"] = error,
            ["error_description"] = description,
        });
    }
}
