using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Mastery.Errors.V1;
using Xunit;

namespace Mastery.Testing;

public abstract partial class StandardMethods<TResource>
{
    [Fact]
    public async Task Update_changes_what_the_mask_names()
    {
        var before = await MakeAsync();
        var wanted = Altered(before);

        var after = await UpdateAsync(wanted, Changed(before, wanted));

        Assert.Empty(Changed(wanted, after).Paths.Except(["etag", "update_time", "revision"]));
        Assert.NotEqual(Etag(before), Etag(after));
        Assert.Equal(after, await GetAsync(Name(before)));
    }

    [Fact]
    public async Task Update_leaves_what_the_mask_does_not_name()
    {
        var before = await MakeAsync();
        var altered = Altered(before);
        var other = before.Descriptor.Fields.InDeclarationOrder().First(field => field.Name is "name" or "etag");

        var after = await UpdateAsync(altered, new() { Paths = { other.Name } });

        Assert.Empty(Changed(before, after).Paths);
    }

    [Fact]
    public async Task Update_that_changes_nothing_keeps_the_etag()
    {
        var before = await MakeAsync();

        var after = await UpdateAsync(before, new() { Paths = { "*" } });

        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Update_refuses_a_mask_that_names_no_field()
    {
        var resource = Altered(await MakeAsync());

        await Refused.ForFieldAsync("update_mask", () => UpdateAsync(resource, new() { Paths = { "no_such_field" } }));
    }

    [Fact]
    public async Task Update_refuses_an_etag_that_is_out_of_date()
    {
        var before = await MakeAsync();
        var wanted = Altered(before);
        var mask = Changed(before, wanted);
        var after = await UpdateAsync(wanted, mask);
        Assert.NotEqual(Etag(before), Etag(after));

        await StaleAsync(() => UpdateAsync(wanted, mask));
    }

    [Fact]
    public async Task Update_refuses_a_resource_that_does_not_exist()
    {
        var before = await MakeAsync();
        var wanted = Altered(before);
        var mask = Changed(before, wanted);
        Messages.Set(wanted, "name", UnknownLike(Name(before)));

        await NotFoundAsync(() => UpdateAsync(wanted, mask));
    }

    [Fact]
    public async Task Update_hides_the_resource_from_another_hub()
    {
        var elsewhere = Elsewhere();
        var before = await MakeAsync();
        var wanted = Altered(before);

        await NotFoundAsync(() => UpdateAsync(wanted, Changed(before, wanted), elsewhere));

        Assert.Equal(before, await GetAsync(Name(before)));
    }

    [Fact]
    public async Task Update_requires_the_scope()
    {
        var resource = Altered(await MakeAsync());

        await Refused.WithAsync(
            StatusCode.PermissionDenied,
            ErrorReason.ScopeMissing,
            () => UpdateAsync(resource, new(), Token.Of(Hub, Unscoped)));
    }

    [Fact]
    public async Task Update_refuses_a_part_of_a_message_that_lacks_what_it_requires()
    {
        Assert.SkipWhen(Contract.Update is null, "The contract has no Update.");
        Assert.SkipWhen(Contract.PartialMessages.Count == 0, "No message in it requires a part of itself.");
        var name = Name(await MakeAsync());
        foreach (var (message, part, required) in Contract.PartialMessages)
        {
            var patch = new TResource();
            Messages.Set(patch, "name", name);
            await UpdateAsync(patch, new() { Paths = { message.Name } });
            Messages.Set(patch, message, Messages.Empty(message.MessageType));

            await Refused.ForFieldAsync(
                $"{Contract.FieldIn(Contract.Update!)}.{message.Name}.{required.Name}",
                () => UpdateAsync(patch, new() { Paths = { $"{message.Name}.{part.Name}" } }));
        }
    }

    TResource Altered(TResource resource)
    {
        var altered = resource.Clone();
        Alter(altered);
        Assert.NotEqual(resource, altered);
        return altered;
    }

    static FieldMask Changed(IMessage before, IMessage after) => new()
    {
        Paths =
        {
            before.Descriptor.Fields.InDeclarationOrder()
                .Where(field => !Equals(field.Accessor.GetValue(before), field.Accessor.GetValue(after)))
                .Select(field => field.Name),
        },
    };

    async Task<TResource> UpdateAsync(TResource resource, FieldMask mask, Token? token = null)
    {
        Assert.SkipWhen(Contract.Update is null, "The contract has no Update.");
        var request = ResourceContract.Request(
            Contract.Update, (Contract.FieldIn(Contract.Update!), resource), ("update_mask", mask));
        return (TResource)await CallAsync(Contract.Update, request, token);
    }
}
