using Mastery.ServiceDefaults;

namespace Mastery.DevelopmentPlans;

/// <summary>What a plan or a part of it is from a revision of the plan on.</summary>
/// <param name="Collection">The collection in its name; <c>plans</c> for the plan itself.</param>
/// <param name="Id">Its id.</param>
/// <param name="Content">The resource as JSON; null for a part that was deleted.</param>
public sealed record PartVersion(string Collection, Guid Id, string? Content)
{
    public const string Plans = "plans";

    /// <summary>The plan itself, but for what its rows say: revision, etag and times.</summary>
    public static PartVersion Of(Plan plan)
    {
        var content = plan.ToProto();
        (content.Revision, content.Etag, content.CreateTime, content.UpdateTime) = (0, "", null, null);
        return new(Plans, plan.Id, PartJson.Text(content));
    }

    public static PartVersion Of(IResource part) => Named(part.Name, PartJson.Text(part.ToProto()));

    public static PartVersion Deleted(IResource part) => Named(part.Name, null);

    static PartVersion Named(string name, string? content) =>
        new(name.Split('/')[^2], Guid.Parse(name.Id()), content);
}
