using System.Net;
using System.Net.Sockets;
using Google.Api;
using Google.Protobuf.Reflection;
using Mastery.Contracts;
using Mastery.Validation.V1;

namespace Mastery.ServiceDefaults;

/// <summary>A form in which a text is written: one of <c>google.api.field_info</c> or of the contract's own
/// rules.</summary>
sealed class TextFormat
{
    readonly Func<string, bool> _matches;
    readonly string _description;

    TextFormat(Func<string, bool> matches, string description)
    {
        _matches = matches;
        _description = description;
    }

    /// <summary>The format of a field; null where it states none.</summary>
    public static TextFormat? Of(FieldDescriptor field, Rules? rules) => rules?.Format switch
    {
        Rules.Types.Format.Date => new(text => IsoDate.TryParse(text, out _),
            $"a day as 2025-09-01, between {IsoDate.Text(IsoDate.Earliest)} and {IsoDate.Text(IsoDate.Latest)}"),
        Rules.Types.Format.AcademicYear => new(text => AcademicYear.TryParse(text, out _),
            "an academic year as 2024-25, between 2000-01 and 2099-00"),
        _ => Of(field.GetOptions()?.GetExtension(FieldInfoExtensions.FieldInfo)?.Format ?? default),
    };

    /// <summary>What is wrong with <paramref name="text"/>; null when it has the format.</summary>
    public string? Violation(string text) => _matches(text) ? null : $"must be {_description}";

    static TextFormat? Of(FieldInfo.Types.Format format) => format switch
    {
        // The length, because white space around it is passed over otherwise.
        FieldInfo.Types.Format.Uuid4 => new(
            text => text.Length == 36 && Guid.TryParseExact(text, "D", out var id) && id.Version == 4,
            "a version 4 UUID, for example 3f2504e0-4f89-41d3-9a0c-0305e82c3301"),
        FieldInfo.Types.Format.Ipv4 => new(text => IPAddress.TryParse(text, out var address)
            && address.AddressFamily == AddressFamily.InterNetwork, "an IPv4 address"),
        FieldInfo.Types.Format.Ipv6 => new(text => IPAddress.TryParse(text, out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6, "an IPv6 address"),
        FieldInfo.Types.Format.Ipv4OrIpv6 => new(text => IPAddress.TryParse(text, out _), "an IP address"),
        _ => null,
    };
}
