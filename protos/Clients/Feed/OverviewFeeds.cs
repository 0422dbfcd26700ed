using Google.Protobuf.Reflection;
using Mastery.Overview.V1;

namespace Mastery.Clients;

/// <summary>The feeds by their names in the contract.</summary>
static class OverviewFeeds
{
    static readonly EnumDescriptor Type = HubFeedReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(Feed));

    /// <summary>The feed of a name; unspecified for one that this version does not know.</summary>
    public static Feed Named(string name) => (Feed)(Type.FindValueByName(name)?.Number ?? 0);

    /// <summary>The name of a feed.</summary>
    public static string NameOf(Feed feed) => Type.FindValueByNumber((int)feed)?.Name ?? $"{(int)feed}";
}
