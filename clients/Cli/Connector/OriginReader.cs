using Mastery.Mis;

namespace Mastery.Cli.Connector;

/// <summary>Reads from the configuration where the staff are.</summary>
sealed class OriginReader(ConfigSection from, TimeProvider time)
{
    /// <summary>What to write.</summary>
    public const string Hint = """write { "kind": "file", "path": "staff.csv" }, or of the kind oneroster or wonde""";

    const string SchoolHint = "write the school's URN or LAESTAB";

    /// <summary>Reads it.</summary>
    public StaffOrigin Read()
    {
        var origin = from.Text("kind", "write file, oneroster or wonde", true, "file|oneroster|wonde") switch
        {
            "file" => ReadFile(),
            "oneroster" => ReadOneRoster(),
            "wonde" => ReadWonde(),
            _ => null,
        };
        if (origin is not null)
        {
            from.End();
        }

        return origin ?? new("", [], HasCursors: false);
    }

    StaffOrigin ReadFile()
    {
        var path = from.FilePath("path", "write the file, archive or folder that the MIS writes; * in its name for the "
            + "newest of several", true) ?? "";
        var mapping = from.FilePath("mapping", "write the file that mastery roster plan --save-mapping wrote");
        var school = from.Text("school", SchoolHint);
        var mode = from.Text("mode", "write full or delta, or leave it out", pattern: "full|delta");
        return new("file", [new("", _ => Open())], HasCursors: false);

        (string, IStaffSource) Open()
        {
            var file = new WatchedFile(path, new()
            {
                School = school,
                Mode = mode switch { "full" => FeedMode.Full, "delta" => FeedMode.Delta, _ => null },
                Mapping = mapping is null ? null : ColumnMapping.Load(mapping),
            }, time);
            return (file.Current, file);
        }
    }

    StaffOrigin ReadOneRoster()
    {
        const string AddressHint = "write the address of the service: https://mis.example/ims/oneroster/v1p1";
        var address = Encrypted("address", AddressHint, required: true);
        var token = Encrypted(
            "tokenAddress", "write where tokens are given: https://mis.example/token", required: true);
        var client = from.Text("clientId", "write the client's id", true);
        var secret = from.Secret("clientSecret");
        var school = from.Text("school", SchoolHint);
        return new("oneroster", [new("", Open)], HasCursors: true);

        (string, IStaffSource) Open(string cursor) => (address!.Host, new OneRosterApiSource(new()
        {
            Address = address,
            TokenAddress = token!,
            ClientId = client,
            ClientSecret = secret.Read(),
            School = school,
            ChangedSince = cursor,
        }, time: time));
    }

    StaffOrigin ReadWonde()
    {
        var address = Encrypted("address", "write the address of the API, or leave it out", required: false);
        var token = from.Secret("token");
        List<StaffPart> parts = [];
        foreach (var school in from.List("schools", """write the schools: [ { "id": "A1930499544" } ]"""))
        {
            var id = school.Text("id", "write Wonde's id of the school: A1930499544", true);
            var number = school.Text("school", SchoolHint);
            school.End();
            parts.Add(new(id, cursor => Open(id, number, cursor)));
        }

        return new("wonde", parts, HasCursors: true);

        (string, IStaffSource) Open(string id, string number, string cursor)
        {
            var options = new WondeOptions
            {
                Token = token.Read(), SchoolId = id, School = number, ChangedSince = cursor,
            };
            return ("Wonde", new WondeSource(address is null ? options : options with { Address = address }));
        }
    }

    Uri? Encrypted(string name, string hint, bool required)
    {
        var address = from.Address(name, hint, required);
        if (address is { Scheme: "http", IsLoopback: false })
        {
            from.Wrong(name, "must begin with https, as secrets and staff go there");
        }

        return address;
    }
}
