namespace Mastery.DevelopmentPlans;

/// <summary>A file that is kept elsewhere. Stored as JSON in the row of its evidence.</summary>
public sealed record Attachment(string Title, string Uri, string Sha256)
{
    public static Attachment Of(V1.Evidence.Types.Attachment from) =>
        new(from.Title, from.Uri, from.Sha256.ToLowerInvariant());

    public V1.Evidence.Types.Attachment ToProto() => new() { Title = Title, Uri = Uri, Sha256 = Sha256 };
}
