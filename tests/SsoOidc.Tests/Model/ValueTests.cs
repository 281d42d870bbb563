using System.Reflection;

namespace SsoOidc.Tests.Model;

/// <summary>What holds for every type of the model: walked by reflection, so that a member without its row is found.</summary>
public sealed class ValueTests
{
    public static TheoryData<Type> Types => ModelTypes.Data;

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_property_has_its_row_in_the_same_order(Type type)
    {
        Assert.True(type.IsSealed);
        Assert.Equal(ModelTypes.Members(type).Select(member => member.Name), ModelTypes.ShapeOf(type).Members.Select(member => member.PropertyName));
        Assert.All(ModelTypes.Members(type), member =>
        {
            Assert.True(member.CanRead && member.SetMethod is { IsPublic: true });
            Assert.Equal(NullabilityState.Nullable, new NullabilityInfoContext().Create(member).WriteState);
            Assert.Null(member.GetValue(Activator.CreateInstance(type)));
        });
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Values_with_equal_members_are_equal_and_have_the_same_hash(Type type)
    {
        Assert.Equal(Activator.CreateInstance(type), Activator.CreateInstance(type));
        Assert.Equal(ModelTypes.Filled(type), ModelTypes.Filled(type));
        Assert.Equal(ModelTypes.Filled(type).GetHashCode(), ModelTypes.Filled(type).GetHashCode());
        Assert.False(ModelTypes.Filled(type).Equals(null));
        Assert.False(ModelTypes.Filled(type).Equals("text"));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_single_different_member_makes_a_difference(Type type)
    {
        foreach (var member in ModelTypes.Members(type))
        {
            object filled = ModelTypes.Filled(type);
            object other = ModelTypes.Filled(type);
            member.SetValue(other, ModelTypes.Value(member, seed: 7));
            Assert.False(filled.Equals(other), member.Name);
            Assert.False(other.Equals(filled), member.Name);
            Assert.NotEqual(filled.GetHashCode(), other.GetHashCode());

            member.SetValue(other, null);
            Assert.False(filled.Equals(other), member.Name);
            Assert.False(other.Equals(filled), member.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void The_printed_form_names_what_is_set_and_hides_every_secret(Type type)
    {
        Assert.Equal(type.Name + " { }", Activator.CreateInstance(type)!.ToString());
        foreach (var member in ModelTypes.Members(type))
        {
            object value = Activator.CreateInstance(type)!;
            member.SetValue(value, ModelTypes.Value(member, 0));
            string text = value.ToString()!;
            Assert.StartsWith($"{type.Name} {{ {member.Name} = ", text, StringComparison.Ordinal);
            bool isHidden = ModelTypes.ShapeOf(type).Members.Single(row => row.PropertyName == member.Name) is { IsSecret: true, Name: not "verificationUriComplete" }
                || member.PropertyType == typeof(AwsAdditionalDetails);
            if (isHidden)
            {
                Assert.Contains("[FILTERED]", text, StringComparison.Ordinal);
                Assert.DoesNotContain("secret-", text, StringComparison.Ordinal);
            }
            else
            {
                Assert.DoesNotContain("[FILTERED]", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Lists_are_compared_by_their_items_in_order()
    {
        static RegisterClientRequest With(params string[]? scopes) => new() { Scopes = scopes };
        Assert.Equal(With("a", "b"), new RegisterClientRequest { Scopes = new List<string> { "a", "b" } });
        Assert.NotEqual(With("a", "b"), With("b", "a"));
        Assert.NotEqual(With("a"), With("a", "b"));
        Assert.NotEqual(With([]), With(null));
        Assert.NotEqual(With("a"), With("A"));
    }

    [Fact]
    public void The_complete_verification_address_is_printed_without_its_query()
    {
        var response = new StartDeviceAuthorizationResponse
        {
            VerificationUri = "https://device.sso.us-west-2.amazonaws.com/", VerificationUriComplete = "https://device.sso.us-west-2.amazonaws.com/?user_code=ABCD-EFGH",
        };
        Assert.Contains("VerificationUriComplete = \"https://device.sso.us-west-2.amazonaws.com/?[FILTERED]\"", response.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ABCD-EFGH", response.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_are_escaped_in_the_printed_form() => Assert.Equal(
        @"RegisterClientRequest { ClientName = ""a\u000ab\u202e"", Scopes = [""x"", ""y\u0000""] }",
        new RegisterClientRequest { ClientName = "a\nb\u202e", Scopes = ["x", "y\0"] }.ToString());
}
