using Google.Protobuf;

namespace Mastery.ServiceDefaults;

/// <summary>A row that is a resource of the contract: what every record implements, so that the pipeline can name,
/// version, log and send it.</summary>
public interface IResource
{
    /// <summary>The full resource name, for example <c>hubs/{hub}/departments/{id}</c>.</summary>
    string Name { get; }

    /// <summary>The opaque version of the row, see <see cref="Etags"/>.</summary>
    string Etag { get; }

    /// <summary>The resource as the contract shows it.</summary>
    IMessage ToProto();
}
